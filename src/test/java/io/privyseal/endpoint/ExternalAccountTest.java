package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalAccountTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"example.test", "www.example.test", "a.b.Example.TEST", "*.example.test", "*.a.example.test"})
    void coversItsDomainsAndAllBelow(String name) {
        assertThat(account(true, "example.test", "other.test").covers(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"test", "*.test", "notexample.test", "example.test.evil.test", "example.tes", "192.0.2.1", ""})
    void coversNothingElse(String name) {
        assertThat(account(true, "example.test").covers(name)).isFalse();
    }

    @Test
    void coversEverythingUntilItIsLimitedAndNothingOnceItsDomainsAreGone() {
        assertThat(account(false).covers("www.example.test")).isTrue();
        assertThat(account(true).covers("www.example.test")).isFalse();
    }

    @Test
    void printsNoKey() {
        MacKey key = account(false).macKey();
        assertThat(key.base64Url()).isEqualTo("AQIDBA");
        assertThat(account(false).toString()).contains("MacKey[secret]").doesNotContain("AQIDBA");
    }

    @Test
    void keepsItsKeyFromBeingChanged() {
        byte[] bytes = {1, 2, 3, 4};
        MacKey key = new MacKey(bytes);
        bytes[0] = 9;
        key.value()[1] = 9;
        assertThat(key).isEqualTo(new MacKey(new byte[] {1, 2, 3, 4})).isNotEqualTo(new MacKey(bytes));
    }

    private static ExternalAccount account(boolean limited, String... domains) {
        return new ExternalAccount(
                new ExternalAccountId(1),
                new CustomerId(1),
                new EndpointId(1),
                new OrganizationId(1),
                "Name",
                "account",
                "mac",
                new MacKey(new byte[] {1, 2, 3, 4}),
                null,
                null,
                false,
                0,
                null,
                ExternalAccount.Status.ACTIVE,
                limited,
                new TreeSet<>(List.of(domains)),
                Instant.EPOCH);
    }
}
