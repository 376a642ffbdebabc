package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Every certificate but a root's and a responder's says, by http, where its CRL is. */
final class CrlPointerPresent implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.13, CA/B BR §7.1.2.11.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<Extension> extension = subject.extension(Extension.cRLDistributionPoints);
        if (extension.isEmpty()) {
            boolean exempt =
                    subject.plan().purpose() == Purpose.ROOT || subject.plan().purpose() == Purpose.OCSP_RESPONDER;
            return Faults.when(!exempt, "There is no CRL distribution point.");
        }
        DistributionPoint[] points =
                CRLDistPoint.getInstance(extension.get().getParsedValue()).getDistributionPoints();
        boolean sound = points.length > 0 && Arrays.stream(points).allMatch(CrlPointerPresent::isHttp);
        return Faults.when(
                !sound || extension.get().isCritical(),
                "A CRL distribution point is not an http URL, or they are critical.");
    }

    private static boolean isHttp(DistributionPoint point) {
        DistributionPointName name = point.getDistributionPoint();
        return name != null
                && name.getType() == DistributionPointName.FULL_NAME
                && Arrays.stream(GeneralNames.getInstance(name.getName()).getNames())
                        .allMatch(HttpUrl::is);
    }
}
