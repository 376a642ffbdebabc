package io.privyseal.conformance.measure;

import java.nio.file.Path;
import java.util.Locale;

/** Enrolls against a server that somebody else has started, to be traced or profiled. */
final class Traffic {
    private static final int POOL = 200;

    private Traffic() {}

    static void run(String[] arguments) throws Exception {
        FirstRun server = FirstRun.in(Path.of(arguments[0]));
        int clients = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        CryptoLimit.install();
        Load load = new Load(
                server, RestClient.trusting(server), Enrollments.make(POOL).requests(server));
        Timings result = load.run(clients, seconds).timings();
        System.out.printf(
                Locale.ROOT,
                "%d enrollments, %.1f/s, p50 %.1f ms, p99 %.1f ms%n",
                result.count(),
                result.perSecond(),
                result.millisAt(0.50),
                result.millisAt(0.99));
    }
}
