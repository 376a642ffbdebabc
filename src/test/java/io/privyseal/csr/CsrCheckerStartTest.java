package io.privyseal.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CsrCheckerStartTest.WithSharedFactors.class)
final class CsrCheckerStartTest {
    private static final BigInteger FACTOR = BigInteger.TWO.pow(521).subtract(BigInteger.ONE);

    /** Configures a list with one Mersenne prime. */
    public static final class WithSharedFactors implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path list = Files.writeString(Files.createTempFile("factors", ".txt"), FACTOR.toString(16));
                return Map.of("privyseal.shared-factors", list.toString());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private final CsrChecker checker;
    private final KeyChecker keys;

    @Inject
    CsrCheckerStartTest(CsrChecker checker, KeyChecker keys) {
        this.checker = checker;
        this.keys = keys;
    }

    @Test
    void theServersCheckerUsesTheConfiguredLists() {
        BigInteger cofactor = BigInteger.ONE.shiftLeft(1526).add(BigInteger.ONE.shiftLeft(1525));
        SubjectPublicKeyInfo shared =
                CsrFixture.rsaKey(FACTOR.multiply(cofactor.nextProbablePrime()), BigInteger.valueOf(65537));
        assertThatThrownBy(() -> keys.check(shared))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("blocked");
    }

    @Test
    void theServersCheckerPassesSoundRequests() {
        assertThat(checker.check(CsrFixture.csr().der()).names()).isEmpty();
    }
}
