package io.privyseal.conformance.measure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** ACME clients that get one certificate after the other, and what became of all of these. */
final class AcmeLoad implements AutoCloseable {
    /** Of each client's orders, how many are looked at again afterwards. */
    private static final int ORDERS_LOOKED_AT = 250;

    private static final int DNS_NAME = 2;

    private final List<AcmeClient> clients = new ArrayList<>();
    private final String domain;
    private final AtomicInteger next = new AtomicInteger();

    /** Makes the clients' accounts; names will be below a domain. */
    AcmeLoad(int clients, SSLContext context, URI directory, ChallengeServer challenges, String domain)
            throws IOException, GeneralSecurityException {
        // A server that is measured again must not know the names.
        this.domain = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + '.' + domain;
        for (int i = 0; i < clients; i++) {
            this.clients.add(AcmeClient.connect(context, directory, challenges));
        }
    }

    /**
     * What was measured.
     *
     * @param requests signed ones, of all issuances together
     */
    record Result(Timings timings, int requests, List<List<AcmeClient.Issued>> issued) {}

    /**
     * Gets certificates for a while.
     *
     * @param sameName whether each client stays with one name, which then is proven once; otherwise every name is new
     */
    Result run(double seconds, boolean sameName) throws InterruptedException {
        int before = requests();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Part> parts = inParallel(clients.stream()
                .map(client -> (Callable<Part>) () -> issueUntil(end, client, sameName))
                .toList());
        double took = (System.nanoTime() - start) / 1e9;
        long[] all = parts.stream()
                .flatMap(part -> part.nanos().stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return new Result(
                new Timings(all, took),
                requests() - before,
                parts.stream().map(Part::issued).toList());
    }

    private record Part(List<Long> nanos, List<AcmeClient.Issued> issued) {}

    private Part issueUntil(long end, AcmeClient client, boolean sameName)
            throws IOException, GeneralSecurityException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        List<AcmeClient.Issued> issued = new ArrayList<>();
        String same = name();
        long before = System.nanoTime();
        while (before < end) {
            issued.add(client.issue(sameName ? same : name()));
            long after = System.nanoTime();
            nanos.add(after - before);
            before = after;
        }
        return new Part(nanos, issued);
    }

    private String name() {
        return "n" + next.getAndIncrement() + '.' + domain;
    }

    private int requests() {
        return clients.stream().mapToInt(AcmeClient::requests).sum();
    }

    /** Fails unless every certificate is another, has the name that was ordered, and its order is still valid. */
    void requireSound(Result result) throws GeneralSecurityException, InterruptedException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Set<BigInteger> serials = new HashSet<>();
        for (List<AcmeClient.Issued> part : result.issued()) {
            for (AcmeClient.Issued one : part) {
                X509Certificate leaf = (X509Certificate) factory.generateCertificate(
                        new ByteArrayInputStream(one.chain().getBytes(StandardCharsets.US_ASCII)));
                if (!serials.add(leaf.getSerialNumber())) {
                    throw new IllegalStateException(
                            "Two certificates have the serial number " + leaf.getSerialNumber());
                }
                if (!List.copyOf(leaf.getSubjectAlternativeNames()).equals(List.of(List.of(DNS_NAME, one.name())))) {
                    throw new IllegalStateException("The certificate for " + one.name() + " is another's");
                }
            }
        }
        List<Callable<Void>> looks = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            AcmeClient client = clients.get(i);
            List<AcmeClient.Issued> part = result.issued().get(i);
            looks.add(() -> {
                for (AcmeClient.Issued one : part.subList(Math.max(0, part.size() - ORDERS_LOOKED_AT), part.size())) {
                    if (!client.isValid(one.order())) {
                        throw new IllegalStateException("The order " + one.order() + " is not valid any more");
                    }
                }
                return null;
            });
        }
        inParallel(looks);
    }

    private <T> List<T> inParallel(List<Callable<T>> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            List<Future<T>> parts = new ArrayList<>(work.size());
            for (Callable<T> one : work) {
                parts.add(threads.submit(one));
            }
            List<T> done = new ArrayList<>(work.size());
            for (Future<T> part : parts) {
                done.add(part.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client failed", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        for (AcmeClient client : clients) {
            client.close();
        }
    }
}
