package io.privyseal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.organization.Address;
import io.privyseal.organization.KeyRecovery;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationDetails;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileRules.SubjectAttribute;
import java.time.Instant;
import java.util.Set;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectComposerTest {
    private static final Organization ORGANIZATION = new Organization(
            new OrganizationId(1),
            new CustomerId(1),
            null,
            new OrganizationDetails(
                    "Example",
                    null,
                    null,
                    OrganizationDetails.Contacts.NONE,
                    new Address("1 Road", null, null, "Town", null, null, "DE"),
                    true,
                    true),
            KeyRecovery.NONE,
            Instant.EPOCH);

    private final SubjectComposer composer =
            new SubjectComposer(Set.of(SubjectAttribute.COUNTRY, SubjectAttribute.ORGANIZATION), ORGANIZATION);

    @Test
    void takesTheOrganizationFromTheOrganizationAndThePlaceFromTheCsr() {
        X500Name subject = composer.compose(new X500Name("O=Impostor,C=AT"), "www.example.test");
        assertThat(subject).isEqualTo(new X500Name("C=AT,O=Example,CN=www.example.test"));
    }

    @Test
    void fallsBackToThePlaceOfTheOrganization() {
        assertThat(composer.compose(new X500Name(new RDN[0]), null))
                .isEqualTo(new X500Name("C=DE,O=Example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"D", "DEU", "Germany"})
    void refusesACountryThatIsNotTwoLetters(String country) {
        X500Name requested = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, new DERPrintableString(country))
                .build();
        assertThatThrownBy(() -> composer.compose(requested, null))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.INVALID_FIELD));
    }
}
