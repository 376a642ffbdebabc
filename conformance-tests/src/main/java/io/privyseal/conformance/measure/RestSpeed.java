package io.privyseal.conformance.measure;

import io.privyseal.conformance.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.bouncycastle.operator.OperatorCreationException;

/** Certificates a second through the REST door, beside what the machine's cryptography could do. */
final class RestSpeed {
    private static final int POOL = 400;
    private static final int[] CLIENTS = {1, 8, 32};

    /** The just-in-time compiler needs tens of thousands of requests, and competes with them until then. */
    private static final double WARM_UP_SECONDS = 120;

    private final Enrollments enrollments;
    private final double seconds;

    private RestSpeed(Enrollments enrollments, double seconds) {
        this.enrollments = enrollments;
        this.seconds = seconds;
    }

    static void run(String[] databases, double seconds)
            throws GeneralSecurityException, OperatorCreationException, IOException, InterruptedException,
                    SQLException {
        String provider = CryptoLimit.install();
        Enrollments enrollments = Enrollments.make(POOL);
        CryptoLimit.print(provider, enrollments);
        RestSpeed speed = new RestSpeed(enrollments, seconds);
        for (String database : databases) {
            speed.measure(database);
        }
    }

    private void measure(String kind) throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        Path home = Files.createTempDirectory("privyseal-measure");
        boolean sound = false;
        try (Database database = Database.open(kind);
                ServerProcess server = ServerProcess.start(home, database.settings())) {
            FirstRun firstRun = FirstRun.of(server);
            SSLContext context = RestClient.trusting(firstRun);
            Load load = new Load(firstRun, context, enrollments.requests(firstRun));
            System.out.printf("%n%s%n", database.description());
            System.out.println(
                    "clients  enrollments/s   p50 ms   p99 ms   server CPU ms/enrollment   client CPU ms/enrollment");
            long issued = issued(firstRun, context) + warmUp(load);
            for (int clients : CLIENTS) {
                long commits = database.commits();
                Duration serverBefore = cpu(server.process().toHandle());
                Duration clientBefore = cpu(ProcessHandle.current());
                Load.Result result = load.run(clients, seconds);
                Timings timings = result.timings();
                int count = timings.count();
                System.out.printf(
                        Locale.ROOT,
                        "%7d  %13.1f  %7.1f  %7.1f  %25.2f  %25.2f%n",
                        clients,
                        timings.perSecond(),
                        timings.millisAt(0.50),
                        timings.millisAt(0.99),
                        millisPer(count, cpu(server.process().toHandle()).minus(serverBefore)),
                        millisPer(count, cpu(ProcessHandle.current()).minus(clientBefore)));
                if (commits >= 0 && clients == CLIENTS[CLIENTS.length - 1]) {
                    System.out.printf(
                            Locale.ROOT,
                            "         %.2f committed transactions per enrollment%n",
                            (double) (database.commits() - commits) / count);
                }
                issued += count;
                requireOnRecord(firstRun, context, issued, result);
            }
            System.out.printf(
                    "All %d certificates are on record; %d of them collected and compared.%n", issued, sampled);
            sound = true;
        } finally {
            // What went wrong is in the server's log.
            if (sound) {
                Directories.delete(home);
            } else {
                System.err.println("The server's state and log are kept in " + home);
            }
        }
    }

    private int sampled;

    private static long warmUp(Load load) throws IOException, InterruptedException {
        return load.run(CLIENTS[CLIENTS.length - 1], WARM_UP_SECONDS).timings().count();
    }

    private void requireOnRecord(FirstRun server, SSLContext context, long expected, Load.Result result)
            throws IOException {
        long found = issued(server, context);
        if (found != expected) {
            throw new IllegalStateException(expected + " enrollments were answered, " + found + " are on record");
        }
        try (RestClient client = RestClient.connect(context, server.api())) {
            for (long id : result.sample()) {
                RestClient.Answer one = client.get(server, "/ssl/v1/collect/" + id + "?format=x509CO");
                if (one.status() != 200 || !one.text().startsWith("-----BEGIN CERTIFICATE-----")) {
                    throw new IllegalStateException("Certificate " + id + " cannot be collected: " + one.text());
                }
                sampled++;
            }
        }
    }

    private static long issued(FirstRun server, SSLContext context) throws IOException {
        try (RestClient client = RestClient.connect(context, server.api())) {
            return client.get(server, "/ssl/v1?size=1&status=Issued").totalCount();
        }
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double millisPer(int count, Duration time) {
        return time.toNanos() / 1e6 / Math.max(1, count);
    }
}
