package io.privyseal.conformance.measure;

import java.util.Arrays;

/** The launcher's {@code bench}: one word names the measurement, the rest are its arguments. */
public final class Measurements {
    private static final String USAGE = """
            usage: privyseal bench <measurement>

              rest [h2|postgresql] [seconds]      enrollments/s by REST for 1, 8 and 32 clients
              acme [h2|postgresql|<directory URL>] [seconds] [clients]
                                                  certificates/s by ACME for 1, 4, 8 and 32 clients
              scep [h2|postgresql] [seconds]      enrollments/s by SCEP for 1, 8 and 32 clients
              est [h2|postgresql] [seconds]       enrollments/s by EST for 1, 8 and 32 clients
              crash [rounds] [h2|postgresql]      kill -9 under load, restart, check that nothing is lost
              startup [starts]                    time to ready and resident memory
              load <home> <clients> <seconds>     enroll against a running server, for traces and profiles

            Without a database named, rest, acme, scep, est and crash measure both. PRIVYSEAL_DB_URL chooses a PostgreSQL of
            yours; use an empty database. acme, scep and est take --warm-up=<seconds>: how long to go before the clock starts.
            By SCEP each device has a key of its own; --keys=<count> has so many take turns, as when devices keep theirs.

            acme proves names by http-01, which it answers itself, as well as the questions where the names are. A running
            server must look for both at this host: --http-port=<port> and --dns-port=<port> (with --domain=localhost there
            are no questions). --root=<file> or --insecure says which TLS certificate to take from it, --pid=<process> whose
            CPU time to count.
            """;

    private Measurements() {}

    /** Runs one measurement; ends with 1 when it finds something wrong and 2 when it does not know what to do. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.print(USAGE);
            System.exit(2);
        }
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments[0]) {
            case "rest" -> RestSpeed.run(databases(rest), number(rest, 15));
            case "acme" -> AcmeSpeed.run(AcmeOptions.of(rest));
            case "scep" -> DoorSpeed.ofScep(DoorOptions.of(rest));
            case "est" -> DoorSpeed.ofEst(DoorOptions.of(rest));
            case "crash" -> {
                boolean sound = true;
                for (String database : databases(rest)) {
                    sound &= CrashTest.run(database, number(rest, 50));
                }
                System.exit(sound ? 0 : 1);
            }
            case "startup" -> Startup.run(number(rest, 5));
            case "load" -> Traffic.run(rest);
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }

    private static String[] databases(String[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> !isNumber(argument))
                .findFirst()
                .map(one -> new String[] {one})
                .orElse(new String[] {"h2", "postgresql"});
    }

    private static int number(String[] arguments, int otherwise) {
        return Arrays.stream(arguments)
                .filter(Measurements::isNumber)
                .findFirst()
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
