package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;

/** Every certificate but a root's and a responder's says, by http, where its issuer's certificate and OCSP responder are. */
final class IssuerPointerPresent implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.2.1, CA/B BR §7.1.2.7.7";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<Extension> extension = subject.extension(Extension.authorityInfoAccess);
        if (extension.isEmpty()) {
            boolean exempt =
                    subject.plan().purpose() == Purpose.ROOT || subject.plan().purpose() == Purpose.OCSP_RESPONDER;
            return Faults.when(!exempt, "There is no authority information access.");
        }
        AccessDescription[] descriptions = AuthorityInformationAccess.getInstance(
                        extension.get().getParsedValue())
                .getAccessDescriptions();
        boolean sound = descriptions.length > 0
                && Arrays.stream(descriptions).allMatch(description -> HttpUrl.is(description.getAccessLocation()));
        return Faults.when(
                !sound || extension.get().isCritical(),
                "An authority information access is not an http URL, or it is critical.");
    }
}
