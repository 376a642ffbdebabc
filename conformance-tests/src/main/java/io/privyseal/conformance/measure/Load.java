package io.privyseal.conformance.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Clients that enroll one after the other, each over its own kept-alive connection. */
final class Load {
    private final FirstRun server;
    private final SSLContext context;
    private final List<byte[]> requests;
    private final AtomicInteger next = new AtomicInteger();

    Load(FirstRun server, SSLContext context, List<byte[]> requests) {
        this.server = server;
        this.context = context;
        this.requests = requests;
    }

    /**
     * What was measured.
     *
     * @param sample numbers of some of the enrollments
     */
    record Result(Timings timings, List<Long> sample) {}

    /** Enrolls for a while; fails when any answer is not a certificate. */
    Result run(int clients, double seconds) throws IOException, InterruptedException {
        List<RestClient> connections = new ArrayList<>(clients);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                connections.add(RestClient.connect(context, server.api()));
            }
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<Future<Part>> parts = new ArrayList<>(clients);
            for (RestClient connection : connections) {
                parts.add(threads.submit(() -> enroll(connection, end)));
            }
            List<Part> done = new ArrayList<>(clients);
            for (Future<Part> part : parts) {
                done.add(part.get());
            }
            double took = (System.nanoTime() - start) / 1e9;
            long[] all = done.stream()
                    .flatMapToLong(part -> Arrays.stream(part.nanos()))
                    .sorted()
                    .toArray();
            return new Result(
                    new Timings(all, took),
                    done.stream().map(Part::lastId).filter(id -> id > 0).toList());
        } catch (ExecutionException e) {
            throw new IllegalStateException("An enrollment failed", e.getCause());
        } finally {
            for (RestClient connection : connections) {
                connection.close();
            }
        }
    }

    private record Part(long[] nanos, long lastId) {}

    private Part enroll(RestClient connection, long end) throws IOException {
        long[] nanos = new long[4096];
        int count = 0;
        long id = 0;
        long before = System.nanoTime();
        while (before < end) {
            RestClient.Answer answer =
                    connection.exchange(requests.get(Math.floorMod(next.getAndIncrement(), requests.size())));
            long after = System.nanoTime();
            id = answer.sslId();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = after - before;
            before = after;
        }
        return new Part(Arrays.copyOf(nanos, count), id);
    }
}
