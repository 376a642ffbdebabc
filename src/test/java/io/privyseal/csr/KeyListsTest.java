package io.privyseal.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyListsTest {
    private static final SubjectPublicKeyInfo EC =
            SubjectPublicKeyInfo.getInstance(CsrFixture.EC_KEY.getPublic().getEncoded());
    private static final SubjectPublicKeyInfo RSA =
            SubjectPublicKeyInfo.getInstance(CsrFixture.RSA_KEY.getPublic().getEncoded());
    private static final BigInteger MODULUS = ((RSAPublicKey) CsrFixture.RSA_KEY.getPublic()).getModulus();
    private static final String OTHER = "ab".repeat(32);

    @TempDir
    private Path folder = Path.of("");

    private Path blocked = folder;
    private Path factors = folder;

    @BeforeEach
    void createLists() throws IOException {
        blocked = Files.writeString(folder.resolve("blocked"), "# leaked\n\n" + OTHER + "\n");
        factors = Files.writeString(folder.resolve("factors"), "# shared\n");
    }

    @Test
    void passesKeysThatAreNotListed() {
        KeyChecker checker = checker();
        checker.check(EC);
        checker.check(RSA);
    }

    @Test
    void refusesAKeyByTheDigestOfItsSubjectPublicKeyInfo() throws IOException, GeneralSecurityException {
        String digest = hex("SHA-256", EC.getEncoded()).toUpperCase(Locale.ROOT);
        Files.writeString(blocked, OTHER + "\n  " + digest + "  # leaked in 2026\n");
        assertBlocked(checker(), EC);
        checker().check(RSA);
    }

    @Test
    void refusesAModulusOfDebiansBlacklist() throws IOException, GeneralSecurityException {
        String line = "Modulus=" + MODULUS.toString(16).toUpperCase(Locale.ROOT) + "\n";
        Files.writeString(
                blocked, hex("SHA-1", line.getBytes(StandardCharsets.US_ASCII)).substring(20));
        assertBlocked(checker(), RSA);
    }

    @Test
    void refusesAModulusWithAListedFactor() throws IOException {
        BigInteger shared = BigInteger.probablePrime(1024, new Random(1));
        BigInteger modulus = shared.multiply(BigInteger.probablePrime(1024, new Random(2)));
        BigInteger other = BigInteger.probablePrime(1024, new Random(3));
        SubjectPublicKeyInfo key = CsrFixture.rsaKey(wide(modulus), BigInteger.valueOf(65537));
        Files.writeString(factors, other.toString(16) + "\n" + shared.toString(16) + "\n");
        assertBlocked(checker(), key);
        checker().check(RSA);
    }

    @Test
    void refusesAListedModulus() throws IOException {
        Files.writeString(factors, MODULUS.toString(16));
        assertBlocked(checker(), RSA);
    }

    @Test
    void readsAChangedListAgain() throws IOException, GeneralSecurityException {
        KeyChecker checker = checker();
        checker.check(EC);
        Files.writeString(blocked, OTHER + "\n" + hex("SHA-256", EC.getEncoded()));
        assertBlocked(checker, EC);
    }

    @Test
    void keepsTheLastGoodListWhenTheFileGoesBad() throws IOException, GeneralSecurityException {
        Files.writeString(blocked, hex("SHA-256", EC.getEncoded()));
        KeyChecker checker = checker();
        Files.writeString(blocked, "rubbish");
        assertBlocked(checker, EC);
        Files.delete(blocked);
        assertBlocked(checker, EC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "abcd", "zzzzzzzzzzzzzzzzzzzz"})
    void doesNotStartWithABlocklistThatCannotBeParsed(String contents) throws IOException {
        Files.writeString(blocked, contents);
        assertThatThrownBy(() -> new BlockedKeys(Optional.of(blocked))).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "0", "1", "-5"})
    void doesNotStartWithFactorsThatCannotBeParsed(String contents) throws IOException {
        Files.writeString(factors, contents);
        assertThatThrownBy(() -> new SharedFactors(Optional.of(factors))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotStartWithoutAConfiguredFile() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new BlockedKeys(Optional.of(missing))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new SharedFactors(Optional.of(missing))).isInstanceOf(IllegalStateException.class);
    }

    private KeyChecker checker() {
        return new KeyChecker(new BlockedKeys(Optional.of(blocked)), new SharedFactors(Optional.of(factors)));
    }

    private static void assertBlocked(KeyChecker checker, SubjectPublicKeyInfo key) {
        assertThatThrownBy(() -> checker.check(key))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.KEY_BLOCKED));
    }

    /** Products of two 1024-bit primes may lack a bit; another factor pair of whole octets is as good. */
    private static BigInteger wide(BigInteger modulus) {
        assertThat(modulus.bitLength()).isEqualTo(2048);
        return modulus;
    }

    private static String hex(String algorithm, byte[] data) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
    }
}
