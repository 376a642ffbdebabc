package io.privyseal.conformance.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What to measure by SCEP or EST.
 *
 * @param databases under the servers to start
 * @param seconds for each number of clients
 */
record DoorOptions(List<String> databases, int seconds, int warmUpSeconds) {
    private static final int SECONDS = 15;

    /** The just-in-time compiler needs tens of thousands of requests, and competes with them until then. */
    private static final int WARM_UP_SECONDS = 120;

    private static final String WARM_UP = "--warm-up=";

    static DoorOptions of(String[] arguments) {
        List<String> databases = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--") && !Measurements.isNumber(argument))
                .toList();
        int seconds = Arrays.stream(arguments)
                .filter(Measurements::isNumber)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(SECONDS);
        int warmUpSeconds = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(WARM_UP))
                .mapToInt(argument -> Integer.parseInt(argument.substring(WARM_UP.length())))
                .findFirst()
                .orElse(WARM_UP_SECONDS);
        return new DoorOptions(databases.isEmpty() ? List.of("h2", "postgresql") : databases, seconds, warmUpSeconds);
    }
}
