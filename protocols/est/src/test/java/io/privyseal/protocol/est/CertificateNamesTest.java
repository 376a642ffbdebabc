package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.certificate;
import static io.privyseal.protocol.est.Fixtures.csr;
import static io.privyseal.protocol.est.Fixtures.dns;
import static io.privyseal.protocol.est.Fixtures.names;
import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

class CertificateNamesTest {
    private static final CertificateNames CERTIFICATE =
            CertificateNames.of(certificate(EC, "O=Example,CN=device", dns("a.example"), dns("b.example")));

    private static void requireRefused(byte[] csr) {
        SimplePkiRequest request = SimplePkiRequest.of(csr);
        Refused.with(EstFailure.OTHER_NAMES, "section 4.2.2", () -> request.requireNamesOf(CERTIFICATE));
    }

    @Test
    void takesTheSameSubjectAndTheSameAlternativeNamesInAnyOrder() {
        SimplePkiRequest.of(csr(EC, "O=Example,CN=device", names(dns("b.example"), dns("a.example"))))
                .requireNamesOf(CERTIFICATE);
    }

    @Test
    void comparesSubjectsAndHostsWithoutRegardToCase() {
        SimplePkiRequest.of(csr(EC, "O=example,CN=Device", names(dns("A.example"), dns("b.EXAMPLE"))))
                .requireNamesOf(CERTIFICATE);
    }

    @Test
    void refusesAnotherSubject() {
        requireRefused(csr(EC, "O=Example,CN=other", names(dns("a.example"), dns("b.example"))));
        requireRefused(csr(EC, "CN=device", names(dns("a.example"), dns("b.example"))));
    }

    @Test
    void refusesTheSubjectInAnotherOrder() {
        requireRefused(csr(EC, "CN=device,O=Example", names(dns("a.example"), dns("b.example"))));
    }

    @Test
    void refusesMoreFewerOrOtherAlternativeNames() {
        requireRefused(csr(EC, "O=Example,CN=device", _ -> {}));
        requireRefused(csr(EC, "O=Example,CN=device", names(dns("a.example"))));
        requireRefused(csr(EC, "O=Example,CN=device", names(dns("a.example"), dns("b.example"), dns("c.example"))));
        requireRefused(csr(
                EC,
                "O=Example,CN=device",
                names(dns("a.example"), new GeneralName(GeneralName.rfc822Name, "b.example"))));
    }

    @Test
    void takesAnEmptySubject() {
        CertificateNames nameless = CertificateNames.of(certificate(EC, "", dns("a.example")));
        SimplePkiRequest.of(csr(EC, "", names(dns("a.example")))).requireNamesOf(nameless);
        assertThat(nameless.subject()).containsExactly(0x30, 0);
    }
}
