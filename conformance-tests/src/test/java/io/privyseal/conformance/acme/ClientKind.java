package io.privyseal.conformance.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clients that take part where they are installed. */
enum ClientKind {
    CERTBOT("certbot", Certbot::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return printed(directory, "certbot", "--version");
        }
    },
    LEGO("lego", Lego::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return output(directory, "lego", "--version")
                    // Debian builds it without its version.
                    .map(_ -> printed(directory, "dpkg-query", "--show", "--showformat=${Version}", "lego")
                            .orElse("of an unknown version"));
        }
    },
    DEHYDRATED("dehydrated", Dehydrated::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return printed(directory, "dehydrated", "--version");
        }
    },
    ACME4J("acme4j", Acme4j::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return version(org.shredzone.acme4j.connector.HttpConnector.defaultUserAgent());
        }
    },
    ACME_CLIENT("acme-client", NodeAcmeClient::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            try {
                return printed(directory, "node", "--version").isEmpty()
                        ? Optional.empty()
                        : version(Rest.member(
                                Files.readString(NodeAcmeClient.MODULES.resolve("acme-client/package.json")),
                                "version"));
            } catch (IOException _) {
                return Optional.empty();
            }
        }
    };

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    private final String title;
    private final BiFunction<AcmeSite, Path, AcmeClient> constructor;

    ClientKind(String title, BiFunction<AcmeSite, Path, AcmeClient> constructor) {
        this.title = title;
        this.constructor = constructor;
    }

    String title() {
        return title;
    }

    /** Empty when it is not installed. */
    abstract Optional<String> findVersion(Path directory);

    AcmeClient open(AcmeSite site, Path directory) {
        return constructor.apply(site, directory);
    }

    private static Optional<String> printed(Path directory, String... words) {
        return output(directory, words).flatMap(ClientKind::version);
    }

    private static Optional<String> output(Path directory, String... words) {
        try {
            return Optional.of(ClientProcess.run(directory, Map.of(), List.of(words)));
        } catch (IOException | AssertionError _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> version(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
