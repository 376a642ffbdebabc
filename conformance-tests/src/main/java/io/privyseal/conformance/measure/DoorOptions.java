package io.privyseal.conformance.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What to measure by SCEP or EST.
 *
 * @param databases under the servers to start
 * @param seconds for each number of clients
 * @param keys so many RSA keys take turns; 0 when each device has its own
 */
record DoorOptions(List<String> databases, int seconds, int warmUpSeconds, int keys) {
    private static final int SECONDS = 15;

    /** The just-in-time compiler needs tens of thousands of requests, and competes with them until then. */
    private static final int WARM_UP_SECONDS = 120;

    static DoorOptions of(String[] arguments) {
        List<String> databases = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--") && !Measurements.isNumber(argument))
                .toList();
        int seconds = Arrays.stream(arguments)
                .filter(Measurements::isNumber)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(SECONDS);
        return new DoorOptions(
                databases.isEmpty() ? List.of("h2", "postgresql") : databases,
                seconds,
                option(arguments, "--warm-up=", WARM_UP_SECONDS),
                option(arguments, "--keys=", 0));
    }

    private static int option(String[] arguments, String start, int otherwise) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(start))
                .mapToInt(argument -> Integer.parseInt(argument.substring(start.length())))
                .findFirst()
                .orElse(otherwise);
    }
}
