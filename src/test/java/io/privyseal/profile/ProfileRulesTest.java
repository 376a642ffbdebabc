package io.privyseal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.ProfileRules.StrongMapping;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRulesTest {
    private List<Integer> terms = List.of(30);
    private Map<String, List<String>> keyTypes = Map.of("RSA", List.of("2048"));
    private Set<KeyUsageBit> keyUsage = Set.of(KeyUsageBit.DIGITAL_SIGNATURE);
    private List<String> extendedKeyUsage = List.of("1.3.6.1.5.5.7.3.1");

    @Test
    void hasNoStrongMappingWhereItWasStoredBeforeThereWasOne() throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode stored = json.valueToTree(rules());
        stored.remove("strongMapping");
        assertThat(json.treeToValue(stored, ProfileRules.class)).isEqualTo(rules());
        assertThat(rules().strongMapping()).isEqualTo(StrongMapping.NONE);
    }

    @Test
    void sortsTermsAndDropsDuplicates() {
        terms = List.of(365, 30, 90, 30);
        extendedKeyUsage = List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1");
        assertThat(rules().terms()).containsExactly(30, 90, 365);
        assertThat(rules().extendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 36_501, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesTermsWithoutSense(int term) {
        terms = List.of(30, term);
        refused("terms");
    }

    @Test
    void refusesNoTermsAndTooMany() {
        terms = List.of();
        refused("terms");
        terms = Collections.nCopies(33, 30);
        refused("terms");
    }

    @Test
    void refusesKeyTypesThatDoNotExist() {
        for (Map<String, List<String>> wrong : List.<Map<String, List<String>>>of(
                Map.of(),
                Map.of("RSA", List.of("2048", "big")),
                Map.of("EC", List.of("P-257")),
                Map.of("rsa", List.of("2048")),
                Map.of("DSA", List.of("2048")),
                Map.of("RSA", List.of("")))) {
            keyTypes = wrong;
            refused("keyTypes");
        }
    }

    @Test
    void refusesTheUsagesOfACa() {
        for (KeyUsageBit bit : List.of(KeyUsageBit.KEY_CERT_SIGN, KeyUsageBit.CRL_SIGN)) {
            keyUsage = Set.of(KeyUsageBit.DIGITAL_SIGNATURE, bit);
            refused("keyUsage");
        }
        keyUsage = Set.of();
        refused("keyUsage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serverAuth", "1", "3.1", "1.3.6.", "1..3", "1.03", "1.3.6\n", "1.-3"})
    void refusesUsagesThatAreNoObjectIdentifiers(String oid) {
        extendedKeyUsage = List.of(oid);
        refused("extendedKeyUsage");
    }

    @Test
    void refusesMoreUsagesThanTheInventoryKeeps() {
        extendedKeyUsage = IntStream.range(0, 32)
                .mapToObj(i -> "1.3.6.1.4.1.311.21.8.1000000000.2000000000." + i)
                .toList();
        refused("extendedKeyUsage");
    }

    @Test
    void allowsTheListedKeysOnly() {
        keyTypes = Map.of("RSA", List.of("2048", "3072"), "EC", List.of("P-256"), "ML-DSA", List.of("ML-DSA-65"));
        assertThat(rules().allows(KeyType.RSA_2048)).isTrue();
        assertThat(rules().allows(KeyType.RSA_4096)).isFalse();
        assertThat(rules().allows(KeyType.P_256)).isTrue();
        assertThat(rules().allows(KeyType.P_384)).isFalse();
        assertThat(rules().allows(KeyType.ED25519)).isFalse();
        assertThat(rules().allows(KeyType.ML_DSA_65)).isTrue();
        assertThat(rules().allows(KeyType.ML_DSA_44)).isFalse();
    }

    private ProfileRules rules() {
        return new ProfileRules(
                terms,
                keyTypes,
                Set.of(Kind.DNS),
                false,
                Set.of(),
                keyUsage,
                extendedKeyUsage,
                Approval.AUTOMATIC,
                Overflow.CLAMP);
    }

    private void refused(String field) {
        assertThatThrownBy(this::rules).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(Refusal.INVALID_FIELD);
            assertThat(e.detail()).contains("'" + field + "'");
        });
    }
}
