package io.privyseal.conformance.measure;

import io.privyseal.conformance.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * Kills the server again and again while clients enroll, and checks after each restart that whatever a client was told
 * is so: every certificate is on record with the same bytes, no serial number exists twice, no request is stuck.
 */
final class CrashTest {
    private static final int CLIENTS = 8;
    private static final int SHORTEST_MILLIS = 200;
    private static final int LONGEST_MILLIS = 3_000;
    private static final double LONGEST_RESTART_SECONDS = 6;
    private static final int SETTLING_SECONDS = 30;
    private static final int PAGE = 200;
    private static final Pattern SERIAL = Pattern.compile("\"serialNumber\":\"([0-9A-Fa-f:]+)\"");

    private final Map<Long, byte[]> collected = new ConcurrentHashMap<>();
    private final Set<Long> answered = ConcurrentHashMap.newKeySet();
    private final List<String> faults = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> oddAnswers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Enrollments enrollments;
    private double slowestRestart;
    private double slowestSettling;
    private double mostCpu;
    private int slowRestarts;
    private int listed;
    private int serials;

    private CrashTest(Enrollments enrollments) {
        this.enrollments = enrollments;
    }

    /** Returns whether nothing was lost, doubled or stuck and every restart was quick enough. */
    static boolean run(String kind, int rounds)
            throws IOException, InterruptedException, GeneralSecurityException, OperatorCreationException,
                    SQLException {
        CryptoLimit.install();
        CrashTest test = new CrashTest(Enrollments.make(200));
        Path home = Files.createTempDirectory("privyseal-crash");
        try (Database database = Database.open(kind)) {
            System.out.printf("%d rounds of kill -9 under %d clients, %s%n", rounds, CLIENTS, database.description());
            ServerProcess server = ServerProcess.start(home, database.settings());
            FirstRun firstRun = FirstRun.of(server);
            SSLContext context = RestClient.trusting(firstRun);
            try {
                for (int round = 1; round <= rounds; round++) {
                    server = test.round(round, server, firstRun, context);
                }
                test.checkAll(firstRun, context);
            } finally {
                server.close();
            }
            test.print(kind, rounds);
            boolean chained = verifyAudit(home, database);
            if (test.isSound()) {
                return chained && test.slowRestarts == 0;
            }
            Path log = Files.createTempFile("privyseal-crash", ".log");
            Files.writeString(log, server.log());
            System.out.println("  server log kept in " + log);
            return false;
        } finally {
            Directories.delete(home);
        }
    }

    private ServerProcess round(int round, ServerProcess server, FirstRun firstRun, SSLContext context)
            throws IOException, InterruptedException {
        Set<Long> before = Set.copyOf(answered);
        List<byte[]> requests = enrollments.requests(firstRun);
        int afterMillis;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                threads.execute(() -> enrollUntilTheEnd(firstRun, context, requests));
            }
            awaitLoad(round, before.size());
            afterMillis = ThreadLocalRandom.current().nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
            Thread.sleep(afterMillis);
            server.kill();
        }
        long killed = System.nanoTime();
        ServerProcess again = server.restart();
        double restart = secondsSince(killed);
        slowestRestart = Math.max(slowestRestart, restart);
        double cpu =
                again.process().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
        mostCpu = Math.max(mostCpu, cpu);
        if (restart > LONGEST_RESTART_SECONDS) {
            slowRestarts++;
        }
        double settling = settle(round, firstRun, context);
        Set<Long> fresh = new HashSet<>(answered);
        fresh.removeAll(before);
        check(round, fresh, firstRun, context);
        System.out.printf(
                Locale.ROOT,
                "  round %2d: killed after %4d ms, %4d enrollments answered, ready again in %.2f s (%.2f s CPU), settled in %.2f s,"
                        + " faults so far: %d%n",
                round,
                afterMillis,
                fresh.size(),
                restart,
                cpu,
                settling,
                faults.size());
        return again;
    }

    /** A kill before the first answer shows little; a cold server on a busy machine takes a while to give it. */
    private void awaitLoad(int round, int before) throws InterruptedException {
        long start = System.nanoTime();
        while (answered.size() == before) {
            if (secondsSince(start) > SETTLING_SECONDS) {
                faults.add("round " + round + ": no enrollment was answered");
                return;
            }
            Thread.sleep(5);
        }
    }

    private void enrollUntilTheEnd(FirstRun firstRun, SSLContext context, List<byte[]> requests) {
        try (RestClient client = RestClient.connect(context, firstRun.api())) {
            while (true) {
                RestClient.Answer answer =
                        client.exchange(requests.get(Math.floorMod(next.getAndIncrement(), requests.size())));
                if (answer.status() != 200) {
                    oddAnswers.add(answer.status() + " " + answer.text());
                    continue;
                }
                long id = answer.sslId();
                answered.add(id);
                RestClient.Answer certificate = client.get(firstRun, "/ssl/v1/collect/" + id + "?format=x509CO");
                if (certificate.status() == 200) {
                    collected.put(id, certificate.body());
                } else {
                    oddAnswers.add(certificate.status() + " " + certificate.text());
                }
            }
        } catch (IOException _) {
            // The server is gone, as it should be.
        }
    }

    /** Waits until recovery has brought every interrupted request to an end. */
    private double settle(int round, FirstRun firstRun, SSLContext context) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (RestClient client = RestClient.connect(context, firstRun.api())) {
            while (secondsSince(start) < SETTLING_SECONDS) {
                if (count(client, firstRun, "Approved") + count(client, firstRun, "Applied") == 0) {
                    slowestSettling = Math.max(slowestSettling, secondsSince(start));
                    return secondsSince(start);
                }
                Thread.sleep(100);
            }
        }
        faults.add("round " + round + ": requests still open " + SETTLING_SECONDS + " s after the restart");
        return secondsSince(start);
    }

    private static long count(RestClient client, FirstRun firstRun, String status) throws IOException {
        RestClient.Answer answer = client.get(firstRun, "/ssl/v1?size=1&status=" + status);
        if (answer.status() != 200) {
            throw new IllegalStateException("Listing answered " + answer.status() + ": " + answer.text());
        }
        return answer.totalCount();
    }

    private void check(int round, Set<Long> ids, FirstRun firstRun, SSLContext context) throws IOException {
        try (RestClient client = RestClient.connect(context, firstRun.api())) {
            for (long id : ids) {
                RestClient.Answer details = client.get(firstRun, "/ssl/v1/" + id);
                RestClient.Answer certificate = client.get(firstRun, "/ssl/v1/collect/" + id + "?format=x509CO");
                byte[] before = collected.putIfAbsent(id, certificate.body());
                if (details.status() != 200 || !details.text().contains("\"status\":\"Issued\"")) {
                    faults.add("round " + round + ": certificate " + id + " was answered, but is " + details.text());
                } else if (certificate.status() != 200
                        || (before != null && !Arrays.equals(before, certificate.body()))) {
                    faults.add("round " + round + ": certificate " + id + " is another than the client received");
                }
            }
        }
    }

    /** At the end once more everything that any client ever received, and every serial number on record. */
    private void checkAll(FirstRun firstRun, SSLContext context) throws IOException, GeneralSecurityException {
        check(0, answered, firstRun, context);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Map<String, Long> received = new HashMap<>();
        for (Map.Entry<Long, byte[]> one : collected.entrySet()) {
            X509Certificate certificate =
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one.getValue()));
            Long other = received.put(hex(certificate.getSerialNumber().toString(16)), one.getKey());
            if (other != null) {
                faults.add("certificates " + other + " and " + one.getKey() + " have the same serial number");
            }
        }
        Set<String> recorded = new HashSet<>();
        try (RestClient client = RestClient.connect(context, firstRun.api())) {
            long all = count(client, firstRun, "Issued");
            for (int position = 0; position < all; position += PAGE) {
                Matcher serial = SERIAL.matcher(
                        client.get(firstRun, "/ssl/v1?status=Issued&size=" + PAGE + "&position=" + position)
                                .text());
                while (serial.find()) {
                    listed++;
                    if (!recorded.add(hex(serial.group(1)))) {
                        faults.add("serial number " + serial.group(1) + " is on record twice");
                    }
                }
            }
            if (listed != all) {
                faults.add(all + " certificates are counted, " + listed + " have a serial number");
            }
        }
        if (!recorded.containsAll(received.keySet())) {
            faults.add("serial numbers that clients received are not on record");
        }
        serials = recorded.size();
    }

    private static String hex(String serial) {
        String digits = serial.replace(":", "").toLowerCase(Locale.ROOT);
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private boolean isSound() {
        return faults.isEmpty();
    }

    private void print(String kind, int rounds) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d kills, %d enrollments answered, %d certificates received, %d on record, %d distinct serial numbers;"
                        + " slowest restart %.2f s (most CPU %.2f s), %d slower than %.0f s, slowest recovery after it %.2f s;"
                        + " %d faults%n",
                kind,
                rounds,
                answered.size(),
                collected.size(),
                listed,
                serials,
                slowestRestart,
                mostCpu,
                slowRestarts,
                LONGEST_RESTART_SECONDS,
                slowestSettling,
                faults.size());
        faults.stream().limit(20).forEach(fault -> System.out.println("  " + fault));
        if (!oddAnswers.isEmpty()) {
            System.out.println("  " + oddAnswers.size() + " other answers, for instance " + oddAnswers.peek());
        }
    }

    private static boolean verifyAudit(Path home, Database database) throws IOException, InterruptedException {
        @Nullable String root = System.getProperty("privyseal.root");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(root == null ? "." : root, "privyseal").toString(), "verify-audit");
        builder.environment().putAll(database.settings());
        builder.environment().put("PRIVYSEAL_HOME", home.toString());
        builder.inheritIO();
        int end = builder.start().waitFor();
        System.out.println("  verify-audit ended with " + end);
        return end == 0;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
