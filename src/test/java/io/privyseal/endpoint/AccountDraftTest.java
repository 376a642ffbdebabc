package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.profile.ProfileId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountDraftTest {
    private static final List<ProfileId> ONE = List.of(new ProfileId(1));

    @ParameterizedTest
    @ValueSource(strings = {"ab", " a ", "x\u0000y"})
    void refusesNamesThatAreTooShortOrUnclean(String name) {
        refuses(Refusal.INVALID_FIELD, "name", name, ONE, CsrGenerationMethod.PROVIDED, List.of());
    }

    @Test
    void takesExactlyOneProfile() {
        refuses(Refusal.MISSING_FIELD, "profileIds", "Name", List.of(), CsrGenerationMethod.PROVIDED, List.of());
        refuses(
                Refusal.INVALID_FIELD,
                "profileIds",
                "Name",
                List.of(new ProfileId(1), new ProfileId(2)),
                CsrGenerationMethod.PROVIDED,
                List.of());
    }

    @ParameterizedTest
    @EnumSource(value = CsrGenerationMethod.class, mode = EnumSource.Mode.EXCLUDE, names = "PROVIDED")
    void takesRequestsThatClientsBringOnly(CsrGenerationMethod method) {
        refuses(Refusal.INVALID_FIELD, "csrGenerationMethod", "Name", ONE, method, List.of());
    }

    @Test
    void knowsNoIdentityProvider() {
        assertThatThrownBy(() -> draft(
                        "Name", ONE, CsrGenerationMethod.PROVIDED, AccountAuthMethod.IDP_ASSERTIONS_MAPPING, List.of()))
                .hasMessageContaining("'accountAuthMethod'");
    }

    @Test
    void keepsDomainsInOrderAndInLowerCase() {
        AccountDraft draft = draft(
                "Name",
                ONE,
                CsrGenerationMethod.PROVIDED,
                AccountAuthMethod.NONE,
                List.of("B.example.test", "a.example.test", "b.example.test"));
        assertThat(draft.nameRestrictions()).containsExactly("a.example.test", "b.example.test");
        for (String wrong : List.of("*.example.test", "exa mple.test", "x", "..")) {
            refuses(
                    Refusal.INVALID_FIELD,
                    "nameRestrictions",
                    "Name",
                    ONE,
                    CsrGenerationMethod.PROVIDED,
                    List.of(wrong));
        }
        refuses(
                Refusal.INVALID_FIELD,
                "nameRestrictions",
                "Name",
                ONE,
                CsrGenerationMethod.PROVIDED,
                Collections.nCopies(101, "example.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", " 12345678", "12345678 ", "1234\n5678"})
    void refusesAccessCodesThatAreShortOrLoseTheirEnds(String code) {
        assertThatThrownBy(() -> new AccessCode(code))
                .hasMessageContaining("'accessCode'")
                .hasMessageNotContaining("1234")
                .extracting("reason")
                .isEqualTo(Refusal.PASSWORD_UNACCEPTABLE);
        assertThat(new AccessCode("12345678").toString()).doesNotContain("1234");
        assertThatThrownBy(() -> new AccessCode("x".repeat(256))).hasMessageContaining("'accessCode'");
    }

    @Test
    void coversNamesUnderItsDomains() {
        EndpointAccount limited = account(List.of("example.test"));
        assertThat(List.of("example.test", "a.b.EXAMPLE.test", "*.example.test"))
                .allMatch(limited::covers);
        assertThat(List.of("badexample.test", "test", "example.test.evil", "*.test"))
                .noneMatch(limited::covers);
        assertThat(account(List.of()).covers("anything.test")).isTrue();
    }

    private static EndpointAccount account(List<String> restrictions) {
        return new EndpointAccount(
                new EndpointAccountId(1),
                new CustomerId(1),
                new EndpointId(1),
                "Name",
                new OrganizationId(1),
                "token",
                ONE,
                0,
                true,
                CsrGenerationMethod.PROVIDED,
                AccountAuthMethod.NONE,
                restrictions,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static AccountDraft draft(
            String name,
            List<ProfileId> profiles,
            CsrGenerationMethod generation,
            AccountAuthMethod authentication,
            List<String> restrictions) {
        return new AccountDraft(
                name, new OrganizationId(1), profiles, 0, true, generation, authentication, restrictions);
    }

    private static void refuses(
            Refusal reason,
            String field,
            String name,
            List<ProfileId> profiles,
            CsrGenerationMethod generation,
            List<String> restrictions) {
        assertThatThrownBy(() -> draft(name, profiles, generation, AccountAuthMethod.NONE, restrictions))
                .hasMessageContaining("'" + field + "'")
                .extracting("reason")
                .isEqualTo(reason);
    }
}
