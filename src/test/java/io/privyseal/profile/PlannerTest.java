package io.privyseal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.csr.CsrChecker;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.organization.Address;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.KeyRecovery;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationDetails;
import io.privyseal.organization.OrganizationDetails.Contacts;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.ProfileRules.StrongMapping;
import io.privyseal.profile.ProfileRules.SubjectAttribute;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final CustomerId CUSTOMER = new CustomerId(1);
    private static final OrganizationId ORGANIZATION_ID = new OrganizationId(2);
    private static final AuthorityId ISSUER = new AuthorityId(3);
    private static final int TERM = 90;
    private static final KeyPair RSA = TestCsr.key("RSA", "2048");

    private static final SecurityIdentifier ACCOUNT = new SecurityIdentifier("S-1-5-21-1-2-3-500");

    private final Planner planner = new Planner();
    private CertificateKind kind = CertificateKind.SSL;
    private Set<Kind> kinds = Set.of(Kind.DNS);
    private boolean wildcards = true;
    private StrongMapping strongMapping = StrongMapping.NONE;
    private String organizationName = "Example";
    private Set<SubjectAttribute> attributes = Set.of(SubjectAttribute.ORGANIZATION);
    private Set<KeyUsageBit> keyUsage = Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT);

    @Test
    void takesIssuerTermUsagesAndOverflowFromTheProfile() {
        CertificatePlan plan = plan(csr("CN=www.example.test"));
        assertThat(plan.issuer()).isEqualTo(ISSUER);
        assertThat(plan.purpose()).isEqualTo(Purpose.END_ENTITY);
        assertThat(plan.termDays()).isEqualTo(TERM);
        assertThat(plan.overflow()).isEqualTo(Overflow.REFUSE);
        assertThat(plan.extendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(plan.pathLength()).isNull();
    }

    @Test
    void takesTheOrganizationsNameWhateverTheCsrSays() {
        assertThat(plan(csr("O=Somebody else,OU=Boiler room,EMAILADDRESS=a@b.test,CN=www.example.test"))
                        .subject())
                .hasToString("O=Example,CN=www.example.test");
        attributes = Set.of();
        assertThat(plan(csr("O=Somebody else,CN=www.example.test")).subject()).hasToString("CN=www.example.test");
    }

    @Test
    void completesPlacesFromTheOrganizationWhereTheCsrHasNone() {
        attributes = EnumSet.allOf(SubjectAttribute.class);
        assertThat(plan(csr("CN=www.example.test")).subject())
                .hasToString("C=US,L=Springfield,STREET=1 Main Street,O=Example,CN=www.example.test");
        assertThat(plan(csr("C=DE,ST=Berlin,L=Berlin,CN=www.example.test")).subject())
                .hasToString("C=DE,ST=Berlin,L=Berlin,STREET=1 Main Street,O=Example,CN=www.example.test");
    }

    @Test
    void refusesASubjectThatSaysSomethingTwice() {
        attributes = EnumSet.allOf(SubjectAttribute.class);
        refused(Refusal.INVALID_FIELD, () -> plan(csr("CN=www.example.test,CN=example.test")));
        refused(Refusal.INVALID_FIELD, () -> plan(csr("L=One,L=Two,CN=www.example.test")));
        refused(Refusal.INVALID_FIELD, () -> plan(csr("L=One+CN=www.example.test")));
    }

    @Test
    void joinsNamesWithoutDuplicatesInTheirOrder() {
        CertificatePlan plan = plan(
                csr(
                        "CN=WWW.example.test",
                        new GeneralName(GeneralName.dNSName, "a.example.test"),
                        new GeneralName(GeneralName.dNSName, "www.example.test")),
                dns("B.example.test"),
                dns("a.example.test"),
                dns("b\u00fccher.example.test"));
        assertThat(plan.names())
                .containsExactly(
                        dns("www.example.test"),
                        dns("a.example.test"),
                        dns("b.example.test"),
                        dns("xn--bcher-kva.example.test"));
    }

    @Test
    void namesTheFirstHostWhereTheCsrHasNoCommonName() {
        CertificatePlan plan = plan(
                TestCsr.der(new X500Name("O=X"), new GeneralName(GeneralName.dNSName, "a.example.test")),
                dns("b.example.test"));
        assertThat(plan.subject()).hasToString("O=Example,CN=a.example.test");
    }

    @Test
    void leavesACommonNameOutThatIsTooLongForIt() {
        String name = "a".repeat(60) + ".example.test";
        CertificatePlan plan = plan(csr(BCStyle.CN, name), dns("b.example.test"));
        assertThat(plan.names()).containsExactly(dns(name), dns("b.example.test"));
        assertThat(plan.subject()).hasToString("O=Example,CN=b.example.test");
        assertThat(plan(csr(BCStyle.CN, name)).subject()).hasToString("O=Example");
    }

    @Test
    void keepsAPersonsCommonNameOutOfTheNames() {
        kind = CertificateKind.CLIENT;
        kinds = Set.of(Kind.EMAIL);
        CertificatePlan plan = plan(csr("CN=Jane Doe"), new SubjectAlternativeName(Kind.EMAIL, "Jane@Example.test"));
        assertThat(plan.subject()).hasToString("O=Example,CN=Jane Doe");
        assertThat(plan.names()).extracting(SubjectAlternativeName::value).containsExactly("Jane@example.test");
        refused(Refusal.IDENTIFIER_MALFORMED, () -> plan(csr(BCStyle.CN, "J".repeat(65))));
    }

    @Test
    void refusesKindsOfNamesThatTheProfileHasNot() {
        refused(Refusal.IDENTIFIER_NOT_ALLOWED, () -> plan(csr("CN=192.0.2.1")));
        refused(Refusal.IDENTIFIER_NOT_ALLOWED, () -> plan(csr("CN=2001:db8::1")));
        for (SubjectAlternativeName name : List.of(
                new SubjectAlternativeName(Kind.IP, "192.0.2.1"),
                new SubjectAlternativeName(Kind.EMAIL, "me@example.test"),
                new SubjectAlternativeName(Kind.URI, "https://www.example.test/"),
                new SubjectAlternativeName(Kind.UPN, "me@example.test"))) {
            refused(Refusal.IDENTIFIER_NOT_ALLOWED, () -> plan(csr("CN=www.example.test"), name));
        }
        kinds = Set.of(Kind.IP);
        refused(Refusal.IDENTIFIER_NOT_ALLOWED, () -> plan(csr("CN=www.example.test")));
        assertThat(plan(csr("CN=2001:DB8:0::1")).names())
                .containsExactly(new SubjectAlternativeName(Kind.IP, "2001:db8::1"));
    }

    @Test
    void refusesSecurityIdentifiersWhereTheProfileHasNoStrongMapping() {
        kind = CertificateKind.DEVICE;
        kinds = Set.of(Kind.URI);
        refused(Refusal.IDENTIFIER_NOT_ALLOWED, () -> plan(csr("CN=device"), ACCOUNT.name()));
    }

    @Test
    void carriesASecurityIdentifierAsAnAlternativeName() {
        kind = CertificateKind.DEVICE;
        strongMapping = StrongMapping.URI;
        CertificatePlan plan = plan(csr("CN=device", uri(ACCOUNT)));
        assertThat(plan.names()).containsExactly(ACCOUNT.name());
        assertThat(plan.securityIdentifier()).isNull();
        refused(
                Refusal.IDENTIFIER_NOT_ALLOWED,
                () -> plan(csr("CN=device"), new SubjectAlternativeName(Kind.URI, "https://www.example.test/")));
        assertThat(plan(csr("CN=device")).names()).isEmpty();
    }

    @Test
    void carriesASecurityIdentifierAsMicrosoftsExtension() {
        kind = CertificateKind.DEVICE;
        strongMapping = StrongMapping.EXTENSION;
        CertificatePlan plan = plan(csr("CN=device", uri(ACCOUNT)));
        assertThat(plan.names()).isEmpty();
        assertThat(plan.securityIdentifier()).isEqualTo(ACCOUNT);
        assertThat(plan.digest()).isNotEqualTo(plan(csr("CN=device")).digest());
        assertThat(plan(csr("CN=device")).securityIdentifier()).isNull();
    }

    @Test
    void refusesTwoSecurityIdentifiers() {
        kind = CertificateKind.DEVICE;
        strongMapping = StrongMapping.EXTENSION;
        SecurityIdentifier other = new SecurityIdentifier("S-1-5-21-1-2-3-501");
        refused(Refusal.IDENTIFIER_MALFORMED, () -> plan(csr("CN=device", uri(ACCOUNT)), other.name()));
    }

    private static GeneralName uri(SecurityIdentifier account) {
        return new GeneralName(
                GeneralName.uniformResourceIdentifier, account.name().value());
    }

    @Test
    void refusesWildcardsWhereTheProfileHasNone() {
        assertThat(plan(csr("CN=*.example.test")).names()).containsExactly(dns("*.example.test"));
        wildcards = false;
        refused(Refusal.IDENTIFIER_NOT_ALLOWED, () -> plan(csr("CN=*.example.test")));
        refused(Refusal.IDENTIFIER_NOT_ALLOWED, () -> plan(csr("CN=www.example.test"), dns("*.example.test")));
    }

    @Test
    void refusesAServerWithoutAName() {
        refused(Refusal.MISSING_FIELD, () -> plan(csr("O=Example")));
    }

    @Test
    void refusesMoreNamesThanARequestCanHold() {
        List<SubjectAlternativeName> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            names.add(dns("a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + "." + "d".repeat(40) + "." + i
                    + ".example.test"));
        }
        SubjectAlternativeName[] all = names.toArray(SubjectAlternativeName[]::new);
        refused(Refusal.INVALID_FIELD, () -> plan(csr("CN=www.example.test"), all));
    }

    @Test
    void refusesTermsThatTheProfileHasNot() {
        for (int term : new int[] {0, -1, 31, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            refused(Refusal.TERM_NOT_IN_PROFILE, () -> plan(csr("CN=www.example.test"), term));
        }
    }

    @Test
    void refusesKeysThatTheProfileHasNot() {
        byte[] csr = TestCsr.der(TestCsr.key("Ed25519", ""), "Ed25519", new X500Name("CN=www.example.test"));
        refused(Refusal.KEY_NOT_IN_PROFILE, () -> plan(csr));
        byte[] other =
                TestCsr.der(TestCsr.key("EC", "secp384r1"), "SHA384withECDSA", new X500Name("CN=www.example.test"));
        refused(Refusal.KEY_NOT_IN_PROFILE, () -> plan(other));
    }

    @Test
    void letsOnlyRsaKeysEncipher() {
        keyUsage =
                EnumSet.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT, KeyUsageBit.DATA_ENCIPHERMENT);
        assertThat(plan(TestCsr.der(RSA, "SHA256withRSA", new X500Name("CN=www.example.test")))
                        .keyUsage())
                .isEqualTo(keyUsage);
        assertThat(plan(csr("CN=www.example.test")).keyUsage()).containsExactly(KeyUsageBit.DIGITAL_SIGNATURE);
        keyUsage = EnumSet.of(KeyUsageBit.KEY_ENCIPHERMENT);
        refused(Refusal.KEY_NOT_IN_PROFILE, () -> plan(csr("CN=www.example.test")));
    }

    @Test
    void digestsTheSamePlanAlike() {
        keyUsage = EnumSet.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.NON_REPUDIATION);
        byte[] csr = csr("CN=www.example.test");
        String digest = plan(csr).digest();
        keyUsage = Set.of(KeyUsageBit.NON_REPUDIATION, KeyUsageBit.DIGITAL_SIGNATURE);
        assertThat(plan(csr).digest()).isEqualTo(digest).matches("[0-9a-f]{64}");
    }

    @Test
    void digestsEveryDifferenceOfPlans() {
        byte[] csr = csr("CN=www.example.test");
        List<String> digests = new ArrayList<>();
        digests.add(plan(csr).digest());
        digests.add(plan(csr, 365).digest());
        digests.add(plan(csr, dns("a.example.test")).digest());
        digests.add(plan(TestCsr.der(RSA, "SHA256withRSA", new X500Name("CN=www.example.test")))
                .digest());
        digests.add(plan(csr("CN=example.test")).digest());
        attributes = Set.of();
        digests.add(plan(csr).digest());
        keyUsage = Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_AGREEMENT);
        digests.add(plan(csr).digest());
        assertThat(digests).doesNotHaveDuplicates();
    }

    private static byte[] csr(String subject, GeneralName... names) {
        return TestCsr.der(new X500Name(subject), names);
    }

    /** With an attribute that the builder of names would refuse. */
    private static byte[] csr(ASN1ObjectIdentifier type, String value) {
        return TestCsr.der(
                new X500NameBuilder().addRDN(type, new DERUTF8String(value)).build());
    }

    private static SubjectAlternativeName dns(String name) {
        return new SubjectAlternativeName(Kind.DNS, name);
    }

    private CertificatePlan plan(byte[] csr, SubjectAlternativeName... names) {
        return plan(csr, TERM, names);
    }

    private CertificatePlan plan(byte[] csr, int term, SubjectAlternativeName... names) {
        return planner.plan(
                profile(), organization(), CsrChecker.withoutKeyLists().check(csr), List.of(names), term);
    }

    private CertificateProfile profile() {
        ProfileRules rules = new ProfileRules(
                List.of(365, TERM),
                Map.of("RSA", List.of("2048"), "EC", List.of("P-256")),
                kinds,
                wildcards,
                attributes,
                keyUsage,
                List.of("1.3.6.1.5.5.7.3.1"),
                Approval.AUTOMATIC,
                Overflow.REFUSE,
                strongMapping);
        return new CertificateProfile(new ProfileId(4), CUSTOMER, kind, "Test", "", true, ISSUER, rules, Set.of());
    }

    private Organization organization() {
        Address address = new Address("1 Main Street", null, null, "Springfield", null, null, "US");
        OrganizationDetails details =
                new OrganizationDetails(organizationName, null, null, Contacts.NONE, address, true, true);
        return new Organization(ORGANIZATION_ID, CUSTOMER, null, details, KeyRecovery.NONE, Instant.EPOCH);
    }

    private static void refused(Refusal reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
