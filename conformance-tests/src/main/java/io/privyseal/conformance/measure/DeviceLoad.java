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

/** Clients that send the requests of devices one after the other, each over its own kept-alive connection. */
final class DeviceLoad {
    private final Devices devices;
    private final SSLContext context;

    DeviceLoad(Devices devices, SSLContext context) {
        this.devices = devices;
        this.context = context;
    }

    private record Answered(Devices.Device device, HttpConnection.Answer answer, long nanos) {}

    /**
     * What was measured, and the answers that are not looked at yet.
     *
     * @param usedUp whether there were too few devices for the whole time
     */
    record Result(Timings timings, boolean usedUp, List<Answered> answers) {
        /** Fails unless every device has its certificate. */
        void requireSound() throws Exception {
            for (Answered one : answers) {
                one.device().require(one.answer());
            }
        }
    }

    /** Sends requests that were made before for a while, or until there are no more. */
    Result run(List<Devices.Device> made, int clients, double seconds) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<HttpConnection> connections = new ArrayList<>(clients);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                connections.add(HttpConnection.open(context, devices.server()));
            }
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<Future<List<Answered>>> parts = new ArrayList<>(clients);
            for (HttpConnection connection : connections) {
                parts.add(threads.submit(() -> enroll(connection, made, next, end)));
            }
            List<Answered> answers = new ArrayList<>();
            for (Future<List<Answered>> part : parts) {
                answers.addAll(part.get());
            }
            double took = (System.nanoTime() - start) / 1e9;
            long[] nanos = answers.stream().mapToLong(Answered::nanos).toArray();
            Arrays.sort(nanos);
            return new Result(new Timings(nanos, took), answers.size() == made.size(), answers);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed", e.getCause());
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    private static List<Answered> enroll(
            HttpConnection connection, List<Devices.Device> made, AtomicInteger next, long end) throws IOException {
        List<Answered> answers = new ArrayList<>();
        long before = System.nanoTime();
        while (before < end) {
            int which = next.getAndIncrement();
            if (which >= made.size()) {
                break;
            }
            Devices.Device device = made.get(which);
            HttpConnection.Answer answer = connection.exchange(device.request());
            long after = System.nanoTime();
            answers.add(new Answered(device, answer, after - before));
            before = after;
        }
        return answers;
    }
}
