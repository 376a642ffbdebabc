package io.privyseal.setup;

import io.privyseal.audit.AuditCheckpointSigner;
import io.privyseal.audit.AuditHead;
import io.privyseal.audit.AuditVerifier;
import io.privyseal.audit.KnownCheckpoint;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** {@code verify-audit}: reads the whole audit trail and says what is wrong with it; changes nothing. */
@Singleton
class AuditVerificationCommand implements OfflineCommand {
    private static final String KEY = "--key";
    private static final String EXPECT = "--expect";

    private final DataSource dataSource;
    private final Home home;
    private final AuditHead head;

    /** Looked up only where no key is pinned: it needs the master key, which a verification does not. */
    private final Instance<AuditCheckpointSigner> signer;

    AuditVerificationCommand(DataSource dataSource, Home home, AuditHead head, Instance<AuditCheckpointSigner> signer) {
        this.dataSource = dataSource;
        this.home = home;
        this.head = head;
        this.signer = signer;
    }

    @Override
    public String name() {
        return "verify-audit";
    }

    @Override
    public String usage() {
        return "[--key FILE] [--expect NUMBER:HASH]   (default: " + AuditKeyFile.FILE + " in the state directory; "
                + AuditHead.FILE + " there is expected in any case)";
    }

    @Override
    public int run(List<String> arguments) {
        Path key = null;
        List<KnownCheckpoint> known = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            Optional<KnownCheckpoint> expected = KnownCheckpoint.parse(value);
            if (arguments.get(i).equals(KEY) && !value.isEmpty()) {
                key = Path.of(value);
            } else if (arguments.get(i).equals(EXPECT) && expected.isPresent()) {
                known.add(expected.get());
            } else {
                return USAGE;
            }
        }
        head.written().ifPresent(known::add);
        if (known.isEmpty()) {
            System.err.println("privyseal: warning: there is no " + home.resolve(AuditHead.FILE) + " and no " + EXPECT
                    + "; checkpoints that were cut off at the end are not missed");
        }
        return report(key == null ? pinned() : read(key), known);
    }

    private int report(List<PublicKey> trusted, List<KnownCheckpoint> known) {
        VerificationReport report = new AuditVerifier(dataSource).verify(trusted, known);
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
