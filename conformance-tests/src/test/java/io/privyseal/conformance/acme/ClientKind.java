package io.privyseal.conformance.acme;

import io.privyseal.conformance.client.ClientVersion;
import io.privyseal.conformance.client.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** The clients that take part where they are installed. */
enum ClientKind {
    CERTBOT("certbot", Certbot::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return ClientVersion.printed(directory, "certbot", "--version");
        }
    },
    LEGO("lego", Lego::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return ClientVersion.output(directory, "lego", "--version")
                    // Debian builds it without its version.
                    .map(_ -> ClientVersion.printed(
                                    directory, "dpkg-query", "--show", "--showformat=${Version}", "lego")
                            .orElse("of an unknown version"));
        }
    },
    DEHYDRATED("dehydrated", Dehydrated::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return ClientVersion.printed(directory, "dehydrated", "--version");
        }
    },
    ACME4J("acme4j", Acme4j::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return ClientVersion.in(org.shredzone.acme4j.connector.HttpConnector.defaultUserAgent());
        }
    },
    ACME_CLIENT("acme-client", NodeAcmeClient::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            try {
                return ClientVersion.printed(directory, "node", "--version").isEmpty()
                        ? Optional.empty()
                        : ClientVersion.in(Rest.member(
                                Files.readString(NodeAcmeClient.MODULES.resolve("acme-client/package.json")),
                                "version"));
            } catch (IOException _) {
                return Optional.empty();
            }
        }
    };

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
}
