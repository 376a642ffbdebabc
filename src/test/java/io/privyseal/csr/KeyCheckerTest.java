package io.privyseal.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyCheckerTest {
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final Random RANDOM = new Random(20261122);
    private static final BigInteger SOUND = modulus(1024, 1024);

    private final KeyChecker checker = KeyChecker.withoutKeyLists();

    @Test
    void acceptsSoundKeys() {
        assertThat(checker.check(spki(CsrFixture.RSA_KEY.getPublic().getEncoded())))
                .isEqualTo(KeyType.RSA_2048);
        assertThat(checker.check(spki(CsrFixture.EC_KEY.getPublic().getEncoded())))
                .isEqualTo(KeyType.P_256);
        assertThat(checker.check(spki(CsrFixture.key("Ed25519", 0).getPublic().getEncoded())))
                .isEqualTo(KeyType.ED25519);
    }

    @Test
    void rejectsRsaKeyBelow2048Bits() {
        assertRefused(CsrFixture.rsaKey(modulus(512, 512), F4), Refusal.KEY_TOO_WEAK);
        assertRefused(CsrFixture.rsaKey(BigInteger.ONE.shiftLeft(2046).setBit(0), F4), Refusal.KEY_TOO_WEAK);
    }

    @Test
    void rejectsRsaKeyAbove8192BitsOrOfBrokenOctets() {
        assertRefused(CsrFixture.rsaKey(BigInteger.ONE.shiftLeft(8199).setBit(0), F4), Refusal.KEY_TOO_WEAK);
        assertRefused(CsrFixture.rsaKey(BigInteger.ONE.shiftLeft(2048).setBit(0), F4), Refusal.KEY_TOO_WEAK);
    }

    @Test
    void rejectsAnEvenModulus() {
        assertRefused(CsrFixture.rsaKey(SOUND.clearBit(0), F4), Refusal.KEY_INVALID);
    }

    @Test
    void rejectsANegativeModulus() {
        assertRefused(CsrFixture.rsaKey(SOUND.negate(), F4), Refusal.KEY_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2", "65536", "-3"})
    void rejectsBadExponents(String exponent) {
        assertRefused(CsrFixture.rsaKey(SOUND, new BigInteger(exponent)), Refusal.KEY_INVALID);
    }

    @Test
    void rejectsAnExponentLongerThan256BitsAndTakesOneOf256() {
        BigInteger modulus = SOUND;
        assertRefused(CsrFixture.rsaKey(modulus, BigInteger.ONE.shiftLeft(256).setBit(0)), Refusal.KEY_INVALID);
        assertThat(checker.check(
                        CsrFixture.rsaKey(modulus, BigInteger.ONE.shiftLeft(255).setBit(0))))
                .isEqualTo(KeyType.RSA_2048);
    }

    @Test
    void acceptsTheExponent3OfOldDevices() {
        assertThat(checker.check(CsrFixture.rsaKey(SOUND, BigInteger.valueOf(3))))
                .isEqualTo(KeyType.RSA_2048);
    }

    @Test
    void rejectsRsaParametersOtherThanNull() throws IOException {
        SubjectPublicKeyInfo key = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), new RSAPublicKey(SOUND, F4));
        assertRefused(key, Refusal.KEY_INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 167, 173, 743, 751})
    void rejectsSmallFactors(int factor) {
        BigInteger modulus = BigInteger.ZERO;
        while (modulus.bitLength() != 2048) {
            modulus = prime(2049 - BigInteger.valueOf(factor).bitLength()).multiply(BigInteger.valueOf(factor));
        }
        assertRefused(CsrFixture.rsaKey(modulus, F4), Refusal.KEY_BLOCKED);
    }

    @Test
    void rejectsClosePrimes() {
        BigInteger p = prime(1024).setBit(1022).nextProbablePrime();
        BigInteger q = p.add(BigInteger.valueOf(100_000)).nextProbablePrime();
        assertThatThrownBy(() -> checker.check(CsrFixture.rsaKey(p.multiply(q), F4)))
                .hasMessageContaining("too close");
    }

    @Test
    void rejectsClosePrimesThatTakeManyFermatRounds() {
        // The number of rounds is about (p - q)² / (8·√n): here 2^1030 / (8 · 2^1023.6), some ten.
        BigInteger p = prime(1024).setBit(1022).nextProbablePrime();
        BigInteger q = p.add(BigInteger.ONE.shiftLeft(515)).nextProbablePrime();
        assertThatThrownBy(() -> checker.check(CsrFixture.rsaKey(p.multiply(q), F4)))
                .hasMessageContaining("too close");
    }

    @Test
    void rejectsASquare() {
        BigInteger p = prime(1024).setBit(1022).nextProbablePrime();
        assertRefused(CsrFixture.rsaKey(p.multiply(p), F4), Refusal.KEY_BLOCKED);
    }

    @Test
    void rejectsAPrimeModulus() {
        assertThatThrownBy(() -> checker.check(CsrFixture.rsaKey(prime(2048), F4)))
                .hasMessageContaining("a prime or a power of one");
    }

    @Test
    void rejectsTheCubeOfAPrime() {
        BigInteger p = prime(683);
        BigInteger cube = p.pow(3);
        while (cube.bitLength() != 2048) {
            p = prime(683);
            cube = p.pow(3);
        }
        BigInteger modulus = cube;
        assertThatThrownBy(() -> checker.check(CsrFixture.rsaKey(modulus, F4)))
                .hasMessageContaining("a prime or a power of one");
    }

    @Test
    void rejectsAKeyOfTheRocaGenerator() {
        assertThatThrownBy(() -> checker.check(CsrFixture.rsaKey(rocaModulus(), F4)))
                .hasMessageContaining("CVE-2017-15361");
    }

    @Test
    void rejectsPointsOffTheCurve() {
        byte[] encoded = CsrFixture.EC_KEY.getPublic().getEncoded();
        encoded[encoded.length - 1] ^= 1;
        assertRefused(spki(encoded), Refusal.KEY_INVALID);
    }

    @Test
    void rejectsCoordinatesOutsideTheField() {
        byte[] point = new byte[65];
        Arrays.fill(point, (byte) 0xff);
        point[0] = 4;
        assertRefused(ecKey(SECObjectIdentifiers.secp256r1, point), Refusal.KEY_INVALID);
    }

    @Test
    void rejectsThePointAtInfinityAndCompressedPoints() {
        assertRefused(ecKey(SECObjectIdentifiers.secp256r1, new byte[1]), Refusal.KEY_INVALID);
        byte[] compressed = new byte[33];
        compressed[0] = 2;
        assertRefused(ecKey(SECObjectIdentifiers.secp256r1, compressed), Refusal.KEY_INVALID);
    }

    @Test
    void rejectsOtherCurves() {
        assertRefused(ecKey(SECObjectIdentifiers.secp256k1, new byte[65]), Refusal.KEY_ALGORITHM_NOT_SUPPORTED);
        assertRefused(ecKey(SECObjectIdentifiers.secp224r1, new byte[57]), Refusal.KEY_ALGORITHM_NOT_SUPPORTED);
    }

    @Test
    void rejectsX25519Keys() {
        assertRefused(spki(CsrFixture.key("X25519", 0).getPublic().getEncoded()), Refusal.KEY_ALGORITHM_NOT_SUPPORTED);
    }

    @Test
    void rejectsEd25519KeysOfSmallOrderOrWithParameters() {
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        assertRefused(
                new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), neutral),
                Refusal.KEY_INVALID);
        byte[] sound = spki(CsrFixture.key("Ed25519", 0).getPublic().getEncoded())
                .getPublicKeyData()
                .getOctets();
        assertRefused(
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519, DERNull.INSTANCE), sound),
                Refusal.KEY_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"1311", "1313", "0"})
    void rejectsMlDsaKeysOfTheWrongLength(int length) {
        assertRefused(
                new SubjectPublicKeyInfo(new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44), new byte[length]),
                Refusal.KEY_INVALID);
    }

    @Test
    void findsNothingInSoundModuli() {
        for (int i = 0; i < 5; i++) {
            assertThat(WeakRsaKeys.findWeakness(modulus(1024, 1024))).isEmpty();
        }
    }

    private void assertRefused(SubjectPublicKeyInfo key, Refusal reason) {
        assertThatThrownBy(() -> checker.check(key))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static SubjectPublicKeyInfo spki(byte[] encoded) {
        return SubjectPublicKeyInfo.getInstance(encoded);
    }

    private static SubjectPublicKeyInfo ecKey(ASN1ObjectIdentifier curve, byte[] point) {
        return new SubjectPublicKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), point);
    }

    private static BigInteger prime(int bits) {
        return BigInteger.probablePrime(bits, RANDOM);
    }

    private static BigInteger modulus(int bitsOfP, int bitsOfQ) {
        while (true) {
            BigInteger product = prime(bitsOfP).multiply(prime(bitsOfQ));
            if (product.bitLength() == bitsOfP + bitsOfQ) {
                return product;
            }
        }
    }

    /** A product of two primes k·M + 65537^a mod M, with M the product of the primes up to 701 as for 1024-bit primes. */
    private static BigInteger rocaModulus() {
        BigInteger primorial = BigInteger.ONE;
        for (int i = 2; i <= 701; i++) {
            if (BigInteger.valueOf(i).isProbablePrime(20)) {
                primorial = primorial.multiply(BigInteger.valueOf(i));
            }
        }
        while (true) {
            BigInteger product = rocaPrime(primorial).multiply(rocaPrime(primorial));
            if (product.bitLength() == 2048) {
                return product;
            }
        }
    }

    private static BigInteger rocaPrime(BigInteger primorial) {
        while (true) {
            BigInteger k = new BigInteger(1024 - primorial.bitLength() + 1, RANDOM);
            BigInteger candidate = k.multiply(primorial).add(F4.modPow(new BigInteger(64, RANDOM), primorial));
            if (candidate.bitLength() == 1024 && candidate.isProbablePrime(20)) {
                return candidate;
            }
        }
    }
}
