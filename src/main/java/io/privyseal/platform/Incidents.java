package io.privyseal.platform;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/** Faults that nobody foresaw: the log has them whole, a client only the number to find them by. */
@Singleton
public class Incidents {
    private static final int ID_BYTES = 8;

    private final SecureRandom random;

    Incidents(SecureRandom random) {
        this.random = random;
    }

    /**
     * Logs a fault.
     *
     * @return what a client is told
     */
    public String report(Logger log, Throwable fault) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String incident = HexFormat.of().formatHex(id);
        log.errorf(fault, "Incident %s", incident);
        return "Internal error. Incident " + incident + ".";
    }
}
