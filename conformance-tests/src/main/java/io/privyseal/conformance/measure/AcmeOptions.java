package io.privyseal.conformance.measure;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to measure by ACME, and how.
 *
 * @param databases of servers of ours to start, when there is no directory
 * @param directory of a server that is running already
 * @param seconds for each number of clients
 * @param root that signs the server's TLS certificate; without one, any certificate is taken from a running server
 * @param httpPort at which challenges are looked for; 0 for any
 * @param dnsPort at which the names are looked up; 0 for any
 * @param process of a running server, to count its CPU time
 */
record AcmeOptions(
        List<String> databases,
        @Nullable URI directory,
        int seconds,
        List<Integer> clients,
        int warmUpSeconds,
        String domain,
        @Nullable Path root,
        int httpPort,
        int dnsPort,
        @Nullable ProcessHandle process) {
    private static final List<Integer> CLIENTS = List.of(1, 4, 8, 32);
    private static final int SECONDS = 15;

    /** The just-in-time compiler needs that long; a program compiled beforehand, only to fill its caches. */
    private static final int WARM_UP_SECONDS = 90;

    private static final int SHORT_WARM_UP_SECONDS = 10;

    static AcmeOptions of(String[] arguments) {
        List<String> plain = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        List<Integer> numbers = plain.stream()
                .filter(Measurements::isNumber)
                .map(Integer::valueOf)
                .toList();
        Optional<String> target = plain.stream()
                .filter(argument -> !Measurements.isNumber(argument))
                .findFirst();
        URI directory =
                target.filter(one -> one.startsWith("https:")).map(URI::create).orElse(null);
        Path root = option(arguments, "root").map(Path::of).orElse(null);
        if (directory != null && root == null && Arrays.stream(arguments).noneMatch("--insecure"::equals)) {
            throw new IllegalArgumentException("Say --root=<file>, or --insecure to take any TLS certificate");
        }
        return new AcmeOptions(
                target.map(List::of).orElse(List.of("h2", "postgresql")),
                directory,
                numbers.isEmpty() ? SECONDS : numbers.getFirst(),
                numbers.size() < 2 ? CLIENTS : List.of(numbers.get(1)),
                number(arguments, "warm-up", directory == null ? WARM_UP_SECONDS : SHORT_WARM_UP_SECONDS),
                option(arguments, "domain").orElse("measure.test"),
                root,
                number(arguments, "http-port", 0),
                number(arguments, "dns-port", 0),
                option(arguments, "pid")
                        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                        .orElse(null));
    }

    int mostClients() {
        return clients.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private static Optional<String> option(String[] arguments, String name) {
        String start = "--" + name + '=';
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(start))
                .map(argument -> argument.substring(start.length()))
                .findFirst();
    }

    private static int number(String[] arguments, String name, int otherwise) {
        return option(arguments, name).map(Integer::parseInt).orElse(otherwise);
    }
}
