package io.privyseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

class EnrollmentNamesTest {
    private static final SubjectAlternativeName HOST = new SubjectAlternativeName(Kind.DNS, "a.example.test");
    private static final SubjectAlternativeName MAIL = new SubjectAlternativeName(Kind.EMAIL, "Me@example.test");

    @Test
    void takesTheSubjectsCommonName() {
        EnrollmentNames names = EnrollmentNames.of(plan("O=X,CN=Jane Doe", MAIL));
        assertThat(names.commonName()).isEqualTo("Jane Doe");
        assertThat(names.commonNameKey()).isEqualTo("jane doe");
    }

    @Test
    void takesTheFirstNameWhereTheSubjectHasNone() {
        assertThat(EnrollmentNames.of(plan("O=X", HOST, MAIL)).commonName()).isEqualTo("a.example.test");
        assertThat(EnrollmentNames.of(plan("O=X")).commonName()).isEmpty();
    }

    @Test
    void joinsNamesSoThatEachIsFoundWhole() {
        assertThat(EnrollmentNames.of(plan("O=X", HOST, MAIL)).joined()).isEqualTo(",a.example.test,me@example.test,");
        assertThat(EnrollmentNames.of(plan("O=X")).joined()).isEmpty();
    }

    private static CertificatePlan plan(String subject, SubjectAlternativeName... names) {
        return new CertificatePlan(
                new AuthorityId(1),
                Purpose.END_ENTITY,
                new X500Name(subject),
                List.of(names),
                SubjectPublicKeyInfo.getInstance(TestCsr.EC_KEY.getPublic().getEncoded()),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE),
                List.of(),
                30,
                Overflow.CLAMP,
                null);
    }
}
