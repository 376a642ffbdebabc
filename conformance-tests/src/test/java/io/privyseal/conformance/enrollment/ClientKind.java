package io.privyseal.conformance.enrollment;

import io.privyseal.conformance.client.ClientVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jscep.client.Client;

/** The clients that take part where they are installed. */
enum ClientKind {
    STRONGSWAN_SCEP("strongSwan SCEP", Protocol.SCEP, "badRequest", StrongSwanScep::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return StrongSwan.findVersion(directory, "--scep")
                    // It fetches by a plugin, which is in a package of its own.
                    .filter(_ -> StrongSwan.hasPlugin(directory, "curl"));
        }
    },
    CERTMONGER("certmonger", Protocol.SCEP, "not permitted", Certmonger::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return Certmonger.findHelper().flatMap(_ -> ClientVersion.printed(directory, "certmonger", "-v"));
        }
    },
    JSCEP("jscep", Protocol.SCEP, "badRequest", Jscep::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return ClientVersion.in(Client.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
        }
    },
    STRONGSWAN_EST("strongSwan EST", Protocol.EST, "401", StrongSwanEst::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return StrongSwan.findVersion(directory, "--est");
        }
    },
    BOUNCY_CASTLE("Bouncy Castle", Protocol.EST, "401", BouncyCastleEst::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return Optional.of(new BouncyCastleProvider().getVersionStr());
        }
    },
    CURL("curl", Protocol.EST, "401", CurlEst::new) {
        @Override
        Optional<String> findVersion(Path directory) {
            return ClientVersion.printed(directory, "curl", "--version");
        }
    };

    private final String title;
    private final Protocol protocol;
    private final String refusal;
    private final BiFunction<EnrollmentSite, Path, EnrollmentClient> constructor;

    ClientKind(
            String title,
            Protocol protocol,
            String refusal,
            BiFunction<EnrollmentSite, Path, EnrollmentClient> constructor) {
        this.title = title;
        this.protocol = protocol;
        this.refusal = refusal;
        this.constructor = constructor;
    }

    String title() {
        return title;
    }

    Protocol protocol() {
        return protocol;
    }

    /** What it says of a wrong secret: badRequest in its own words, or the HTTP status. */
    String refusal() {
        return refusal;
    }

    /** Empty when it is not installed. */
    abstract Optional<String> findVersion(Path directory);

    EnrollmentClient open(EnrollmentSite site, Path directory) {
        return constructor.apply(site, directory);
    }
}
