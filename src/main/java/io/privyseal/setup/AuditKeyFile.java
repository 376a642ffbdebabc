package io.privyseal.setup;

import io.privyseal.audit.AuditCheckpointSigner;
import io.privyseal.platform.BeforeListening;
import io.privyseal.platform.Home;
import io.privyseal.platform.PublicKeys;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Writes the audit trail's public key down at the first start, outside the database that it vouches for: whoever can
 * write to the database alone cannot make a trail that {@code verify-audit} believes.
 */
@Singleton
@Priority(150)
class AuditKeyFile implements BeforeListening {
    static final String FILE = "audit-key.pem";

    private static final Logger LOG = Logger.getLogger(AuditKeyFile.class);

    private final AuditCheckpointSigner signer;
    private final Home home;

    AuditKeyFile(AuditCheckpointSigner signer, Home home) {
        this.signer = signer;
        this.home = home;
    }

    @Override
    public void beforeListening() {
        home.read(FILE)
                .ifPresentOrElse(this::compare, () -> home.writePublic(FILE, PublicKeys.toPem(signer.publicKey())));
    }

    private void compare(byte[] pem) {
        if (!PublicKeys.fromPem(pem).contains(signer.publicKey())) {
            LOG.errorf(
                    "The audit key of the database is not the one in %s: one of the two was replaced",
                    home.resolve(FILE));
        }
    }
}
