package io.privyseal.conformance.measure;

import io.privyseal.conformance.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Certificates a second by ACME: of servers of ours, started for the occasion, or of any that is running. */
final class AcmeSpeed {
    private static final Pattern STARTER = Pattern.compile("\\{\"id\":(\\d+),\"name\":\"Starter ACME\"");

    /** What is for many strangers would end a measurement of few clients. */
    private static final String NO_LIMITS = "{\"acme\":{\"rateLimits\":{\"ordersPerAccountPerHour\":0,"
            + "\"accountsPerAddressPerHour\":0,\"failedValidationsPerHour\":0,\"ordersPerAddressPerMinute\":0,"
            + "\"certificatesPerNamePerWeek\":0,\"duplicatesPerWeek\":0,\"pauseAfterFailures\":0}}}";

    private final AcmeOptions options;
    private final SSLContext context;
    private final URI directory;
    private final ChallengeServer challenges;
    private final @Nullable ProcessHandle server;
    private int issued;

    private AcmeSpeed(
            AcmeOptions options,
            SSLContext context,
            URI directory,
            ChallengeServer challenges,
            @Nullable ProcessHandle server) {
        this.options = options;
        this.context = context;
        this.directory = directory;
        this.challenges = challenges;
        this.server = server;
    }

    static void run(AcmeOptions options)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        System.out.println("Client cryptography: " + CryptoLimit.install());
        try (ChallengeServer challenges = ChallengeServer.open(options.httpPort());
                NameServer names = NameServer.open(options.dnsPort())) {
            if (options.directory() != null) {
                System.out.println(options.directory());
                Path root = options.root();
                SSLContext context = root == null ? Trust.inAnybody() : Trust.in(root);
                new AcmeSpeed(options, context, options.directory(), challenges, options.process()).measure();
                return;
            }
            for (String database : options.databases()) {
                measureOurs(options, database, challenges, names);
            }
        }
    }

    private static void measureOurs(AcmeOptions options, String kind, ChallengeServer challenges, NameServer names)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        Path home = Files.createTempDirectory("privyseal-measure");
        boolean sound = false;
        try (Database database = Database.open(kind)) {
            Map<String, String> settings = new HashMap<>(database.settings());
            settings.put("PRIVYSEAL_ACME_HTTP01_PORT", Integer.toString(challenges.port()));
            settings.put("PRIVYSEAL_DNS_SERVERS", "127.0.0.1:" + names.port());
            try (ServerProcess server = ServerProcess.start(home, settings)) {
                FirstRun firstRun = FirstRun.of(server);
                SSLContext context = RestClient.trusting(firstRun);
                System.out.printf("%n%s%n", database.description());
                liftLimits(firstRun, context);
                long before = onRecord(firstRun, context);
                AcmeSpeed speed = new AcmeSpeed(
                        options,
                        context,
                        firstRun.acme(),
                        challenges,
                        server.process().toHandle());
                speed.measure();
                long made = onRecord(firstRun, context) - before;
                if (made != speed.issued) {
                    throw new IllegalStateException(
                            speed.issued + " certificates were received, " + made + " are on record");
                }
                System.out.printf("All %d certificates are on record.%n", made);
                sound = true;
            }
        } finally {
            // What went wrong is in the server's log.
            if (sound) {
                Directories.delete(home);
            } else {
                System.err.println("The server's state and log are kept in " + home);
            }
        }
    }

    /** For the starter endpoint of a server of ours. */
    static void liftLimits(FirstRun server, SSLContext context) throws IOException {
        try (RestClient client = RestClient.connect(context, server.api())) {
            String endpoints = client.get(server, "/endpoint/v1").text();
            Matcher starter = STARTER.matcher(endpoints);
            if (!starter.find()) {
                throw new IllegalStateException("There is no starter endpoint: " + endpoints);
            }
            RestClient.Answer answer =
                    client.exchange(RestClient.request(server, "PUT", "/endpoint/v1/" + starter.group(1), NO_LIMITS));
            if (answer.status() >= 300) {
                throw new IllegalStateException("Its limits stay: " + answer.text());
            }
        }
    }

    /** Certificates that were issued on request. */
    static long onRecord(FirstRun server, SSLContext context) throws IOException {
        try (RestClient client = RestClient.connect(context, server.api())) {
            return client.get(server, "/ssl/v1?size=1&status=Issued").totalCount();
        }
    }

    private void measure() throws IOException, InterruptedException, GeneralSecurityException {
        try (AcmeLoad load = load(options.mostClients())) {
            System.out.printf("Warming up for %d s with %d clients%n", options.warmUpSeconds(), options.mostClients());
            issued += load.run(options.warmUpSeconds(), false).timings().count();
        }
        measure("Each for a new name, proven by http-01", false);
        measure("Each client for one name again and again, proven once", true);
    }

    private void measure(String title, boolean sameName)
            throws IOException, InterruptedException, GeneralSecurityException {
        System.out.println(title);
        System.out.println("clients  issuances/s   p50 ms   p99 ms   requests/issuance   server CPU ms/issuance"
                + "   client CPU ms/issuance");
        for (int clients : options.clients()) {
            try (AcmeLoad load = load(clients)) {
                double serverBefore = cpuMillis(server);
                double clientBefore = cpuMillis(ProcessHandle.current());
                AcmeLoad.Result result = load.run(options.seconds(), sameName);
                Timings timings = result.timings();
                int count = Math.max(1, timings.count());
                System.out.printf(
                        Locale.ROOT,
                        "%7d  %11.1f  %7.1f  %7.1f  %18.1f  %23.2f  %23.2f%n",
                        clients,
                        timings.perSecond(),
                        timings.millisAt(0.50),
                        timings.millisAt(0.99),
                        (double) result.requests() / count,
                        (cpuMillis(server) - serverBefore) / count,
                        (cpuMillis(ProcessHandle.current()) - clientBefore) / count);
                issued += timings.count();
                load.requireSound(result);
            }
        }
    }

    private AcmeLoad load(int clients) throws IOException, GeneralSecurityException {
        return new AcmeLoad(clients, context, directory, challenges, options.domain());
    }

    private static double cpuMillis(@Nullable ProcessHandle process) {
        return process == null
                ? Double.NaN
                : process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }
}
