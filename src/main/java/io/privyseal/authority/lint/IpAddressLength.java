package io.privyseal.authority.lint;

import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.IpAddress;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;

/** IP addresses have 4 or 16 octets, and no IPv4 address hides in 16. */
final class IpAddressLength implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.6";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (GeneralName name : subject.names()) {
            if (name.getTagNo() == GeneralName.iPAddress && !isAddress(AlternativeNames.octets(name))) {
                return Optional.of("An IP address has not 4 or 16 octets, or is an IPv4-mapped one.");
            }
        }
        return Faults.none();
    }

    private static boolean isAddress(byte[] octets) {
        try {
            return IpAddress.ofOctets(octets).octets().length == octets.length;
        } catch (RefusedException malformed) {
            return false;
        }
    }
}
