package io.privyseal.setup;

import io.privyseal.audit.AuditCheckpointSigner;
import io.privyseal.audit.AuditVerifier;
import io.privyseal.audit.VerificationReport;
import io.privyseal.platform.Home;
import io.privyseal.platform.OfflineCommand;
import io.privyseal.platform.PublicKeys;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** {@code verify-audit}: reads the whole audit trail and says what is wrong with it; changes nothing. */
@Singleton
class AuditVerificationCommand implements OfflineCommand {
    private static final String KEY = "--key";

    private final DataSource dataSource;
    private final Home home;

    /** Looked up only where no key is pinned: it needs the master key, which a verification does not. */
    private final Instance<AuditCheckpointSigner> signer;

    AuditVerificationCommand(DataSource dataSource, Home home, Instance<AuditCheckpointSigner> signer) {
        this.dataSource = dataSource;
        this.home = home;
        this.signer = signer;
    }

    @Override
    public String name() {
        return "verify-audit";
    }

    @Override
    public String usage() {
        return "[--key FILE]   (default: " + AuditKeyFile.FILE + " in the state directory)";
    }

    @Override
    public int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            return report(pinned());
        }
        if (arguments.size() == 2 && arguments.getFirst().equals(KEY)) {
            return report(read(Path.of(arguments.getLast())));
        }
        return USAGE;
    }

    private int report(List<PublicKey> trusted) {
        VerificationReport report = new AuditVerifier(dataSource).verify(trusted);
        System.out.println(report);
        return report.intact() ? 0 : 1;
    }

    private List<PublicKey> pinned() {
        Optional<byte[]> file = home.read(AuditKeyFile.FILE);
        if (file.isPresent()) {
            return PublicKeys.fromPem(file.get());
        }
        System.err.println("privyseal: warning: there is no " + home.resolve(AuditKeyFile.FILE)
                + "; trusting the key in the database, which whoever changed the trail may have replaced");
        return List.of(signer.get().publicKey());
    }

    private static List<PublicKey> read(Path file) {
        try {
            return PublicKeys.fromPem(Files.readAllBytes(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(Refusal.INVALID_FIELD, "There is no public key in " + file + ".", e);
        }
    }
}
