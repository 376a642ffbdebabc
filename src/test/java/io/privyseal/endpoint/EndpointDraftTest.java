package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointDraftTest {
    private static final AcmeSettings ACME =
            AcmeSettings.of(List.of(new OfferedProfile("default", new ProfileId(1), "", null)));

    @ParameterizedTest
    @EnumSource(
            value = EndpointType.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"PRIVATE_ACME", ".*_SCEP", ".*_INTUNE", ".*_EST"})
    void refusesTypesWithoutADoor(EndpointType type) {
        assertThatThrownBy(() -> draft(type, "Name", "web"))
                .hasMessageContaining(type.name())
                .extracting("reason")
                .isEqualTo(Refusal.FEATURE_DISABLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "-", "_x", "a/b", "a%20b", "a b", "ä", "a\n"})
    void refusesExtensionsThatAreNoPartOfAPath(String extension) {
        assertThatThrownBy(() -> draft(EndpointType.PRIVATE_ACME, "Name", extension))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'uriExtension'");
        assertThatThrownBy(() -> draft(EndpointType.PRIVATE_ACME, "Name", "x".repeat(65)))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "Web-1", "a.b_c-d"})
    void takesExtensionsThatAre(String extension) {
        assertThat(draft(EndpointType.PRIVATE_ACME, "Name", extension).uriExtension())
                .isEqualTo(extension);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0000b", "\uD800"})
    void refusesNamesThatAreNone(String name) {
        assertThatThrownBy(() -> draft(EndpointType.PRIVATE_ACME, name, "web"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'name'");
    }

    @Test
    void knowsTheTypesByTheContractsNames() {
        assertThat(EndpointType.named("private_acme")).contains(EndpointType.PRIVATE_ACME);
        assertThat(EndpointType.named("SMIME_SCEP_INTUNE")).contains(EndpointType.SMIME_SCEP_INTUNE);
        assertThat(EndpointType.named("SMTP")).isEmpty();
        assertThat(EndpointType.values()).filteredOn(EndpointType::isServed).containsExactly(EndpointType.PRIVATE_ACME);
    }

    @Test
    void letsNoLabelOfEstBeAnOperation() {
        for (String operation :
                List.of("cacerts", "SimpleEnroll", "simplereenroll", "fullcmc", "serverkeygen", "csrattrs")) {
            assertThatThrownBy(() -> new EndpointDraft(
                            EndpointType.DEVICE_EST, "Name", operation, Set.of(), true, EstSettings.DEFAULT))
                    .hasMessageContaining("'uriExtension'")
                    .extracting("reason")
                    .isEqualTo(Refusal.INVALID_FIELD);
        }
        assertThat(new EndpointDraft(EndpointType.DEVICE_SCEP, "Name", "cacerts", Set.of(), true, ScepSettings.DEFAULT)
                        .uriExtension())
                .isEqualTo("cacerts");
    }

    @Test
    void wantsOneOrganizationOfAcmeOnly() {
        assertThatThrownBy(() -> new EndpointDraft(EndpointType.PRIVATE_ACME, "Name", "web", Set.of(), true, ACME))
                .extracting("reason")
                .isEqualTo(Refusal.MISSING_FIELD);
        Set<OrganizationId> two = Set.of(new OrganizationId(1), new OrganizationId(2));
        assertThatThrownBy(() -> new EndpointDraft(EndpointType.PRIVATE_ACME, "Name", "web", two, true, ACME))
                .extracting("reason")
                .isEqualTo(Refusal.INVALID_FIELD);
        assertThat(new EndpointDraft(EndpointType.SSL_EST, "Name", "web", two, true, EstSettings.DEFAULT)
                        .organizations())
                .isEqualTo(two);
    }

    @Test
    void wantsAnAzureAccountOfIntuneOnly() {
        assertThatThrownBy(() -> new EndpointDraft(
                        EndpointType.DEVICE_SCEP_INTUNE, "Name", "web", Set.of(), true, ScepSettings.DEFAULT))
                .hasMessageContaining("'scep.azureAccountId'")
                .extracting("reason")
                .isEqualTo(Refusal.MISSING_FIELD);
        ScepSettings bound = new ScepSettings(
                ScepSettings.CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(),
                true,
                null,
                false,
                List.of(),
                null,
                5L,
                List.of());
        assertThatThrownBy(() -> new EndpointDraft(EndpointType.DEVICE_SCEP, "Name", "web", Set.of(), true, bound))
                .hasMessageContaining("'scep.azureAccountId'")
                .extracting("reason")
                .isEqualTo(Refusal.INVALID_FIELD);
    }

    private static EndpointDraft draft(EndpointType type, String name, String extension) {
        return new EndpointDraft(type, name, extension, Set.of(new OrganizationId(1)), true, ACME);
    }
}
