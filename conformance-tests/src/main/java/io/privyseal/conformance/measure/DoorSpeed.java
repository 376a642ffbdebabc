package io.privyseal.conformance.measure;

import io.privyseal.conformance.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/**
 * Certificates a second through a door for devices. Requests are made before the clock starts, each for another device, and
 * answers are checked after it has stopped.
 */
final class DoorSpeed {
    private static final int[] CLIENTS = {1, 8, 32};
    private static final int MOST_CLIENTS = 32;

    /** Between two slices of the warm-up, the answers are checked and the memory is free again. */
    private static final double WARM_UP_SLICE = 15;

    /** Enough devices for a server that gets faster meanwhile. */
    private static final double RESERVE = 1.4;

    private static final double FIRST_GUESS = 300;
    private static final double EST_TARGET = 500;

    private final DoorOptions options;
    private final Devices devices;
    private final DeviceLoad load;
    private final Verdict verdict;
    private double fastest = FIRST_GUESS;
    private long issued;

    /** What is said of one line of figures. */
    private interface Verdict {
        String of(int clients, double perSecond, double serverMillis);
    }

    private interface Door {
        Devices of(FirstRun server, SSLContext context) throws Exception;
    }

    private DoorSpeed(DoorOptions options, Devices devices, SSLContext context, Verdict verdict) {
        this.options = options;
        this.devices = devices;
        this.load = new DeviceLoad(devices, context);
        this.verdict = verdict;
    }

    static void ofScep(DoorOptions options) throws Exception {
        String provider = CryptoLimit.install();
        RsaLimit limit = RsaLimit.measure();
        limit.print(provider);
        measure(
                options,
                (server, context) -> ScepDevices.of(server, context, options.keys()),
                (_, _, millis) -> limit.verdict(millis));
    }

    static void ofEst(DoorOptions options) throws Exception {
        System.out.println("Client cryptography: " + CryptoLimit.install());
        measure(
                options,
                (server, _) -> new EstDevices(server),
                (clients, perSecond, _) -> clients < MOST_CLIENTS
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "at least %.0f/s: %s",
                                EST_TARGET,
                                perSecond >= EST_TARGET ? "met" : "not met"));
    }

    private static void measure(DoorOptions options, Door door, Verdict verdict) throws Exception {
        for (String database : options.databases()) {
            measure(options, database, door, verdict);
        }
    }

    private static void measure(DoorOptions options, String kind, Door door, Verdict verdict) throws Exception {
        Path home = Files.createTempDirectory("privyseal-measure");
        boolean sound = false;
        try (Database database = Database.open(kind);
                ServerProcess server = ServerProcess.start(home, database.settings())) {
            FirstRun firstRun = FirstRun.of(server);
            SSLContext context = RestClient.trusting(firstRun);
            System.out.printf("%n%s%n", database.description());
            DoorSpeed speed = new DoorSpeed(options, door.of(firstRun, context), context, verdict);
            long before = onRecord(firstRun, context);
            speed.warmUp();
            speed.measure(database, server.process().toHandle());
            long made = onRecord(firstRun, context) - before;
            if (made != speed.issued) {
                throw new IllegalStateException(
                        speed.issued + " certificates were received, " + made + " are on record");
            }
            System.out.printf("All %d certificates are for the right name and key, and on record.%n", speed.issued);
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

    private void warmUp() throws Exception {
        System.out.printf("Warming up for %d s with %d clients%n", options.warmUpSeconds(), MOST_CLIENTS);
        for (double left = options.warmUpSeconds(); left > 0; left -= WARM_UP_SLICE) {
            double seconds = Math.min(left, WARM_UP_SLICE);
            require(load.run(devices(seconds), MOST_CLIENTS, seconds));
        }
    }

    private void measure(Database database, ProcessHandle server) throws Exception {
        System.out.println(
                "clients  enrollments/s   p50 ms   p99 ms   server CPU ms/enrollment   client CPU ms/enrollment");
        for (int clients : CLIENTS) {
            List<Devices.Device> made = devices(options.seconds());
            long commits = database.commits();
            double serverBefore = cpuMillis(server);
            double clientBefore = cpuMillis(ProcessHandle.current());
            DeviceLoad.Result result = load.run(made, clients, options.seconds());
            double clientMillis = cpuMillis(ProcessHandle.current()) - clientBefore;
            Timings timings = result.timings();
            int count = Math.max(1, timings.count());
            double serverMillis = (cpuMillis(server) - serverBefore) / count;
            System.out.printf(
                    Locale.ROOT,
                    "%7d  %13.1f  %7.1f  %7.1f  %25.2f  %25.2f   %s%s%n",
                    clients,
                    timings.perSecond(),
                    timings.millisAt(0.50),
                    timings.millisAt(0.99),
                    serverMillis,
                    clientMillis / count,
                    verdict.of(clients, timings.perSecond(), serverMillis),
                    result.usedUp() ? " (all requests were used up)" : "");
            if (commits >= 0 && clients == MOST_CLIENTS) {
                System.out.printf(
                        Locale.ROOT,
                        "         %.2f committed transactions per enrollment; the database's own CPU time is not counted%n",
                        (double) (database.commits() - commits) / count);
            }
            require(result);
        }
    }

    private List<Devices.Device> devices(double seconds) throws Exception {
        return devices.next((int) (RESERVE * fastest * seconds) + MOST_CLIENTS);
    }

    private void require(DeviceLoad.Result result) throws Exception {
        result.requireSound();
        issued += result.timings().count();
        fastest = Math.max(fastest, result.timings().perSecond());
    }

    private static long onRecord(FirstRun server, SSLContext context) throws IOException {
        try (RestClient client = RestClient.connect(context, server.api())) {
            return client.get(server, "/device/v1?size=1&status=Issued").totalCount();
        }
    }

    private static double cpuMillis(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }
}
