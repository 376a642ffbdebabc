package io.privyseal.protocol.scep;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer to GetCACaps (RFC 8894 §3.5.2).
 *
 * @param algorithms which of the weak algorithms are allowed, and so announced
 * @param nextCaCertificate whether GetNextCACert is served
 */
public record CaCapabilities(AlgorithmPolicy algorithms, boolean nextCaCertificate) {
    /** One keyword a line, separated by LF alone. */
    public String text() {
        List<String> keywords = new ArrayList<>();
        keywords.add("AES");
        if (algorithms.tripleDes()) {
            keywords.add("DES3");
        }
        if (nextCaCertificate) {
            keywords.add("GetNextCACert");
        }
        keywords.add("POSTPKIOperation");
        keywords.add("Renewal");
        if (algorithms.sha1()) {
            keywords.add("SHA-1");
        }
        keywords.add("SHA-256");
        // Not a keyword of the RFC; strongSwan 5.9 takes it for AES and enrolls only when it is there.
        keywords.add("SHA-384");
        keywords.add("SHA-512");
        keywords.add("SCEPStandard");
        return String.join("\n", keywords);
    }
}
