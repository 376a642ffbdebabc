package io.privyseal.conformance.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Locale;
import javax.crypto.Cipher;

/**
 * The CPU time on this machine, with the provider that the server uses, of what an RA cannot do without for each
 * enrollment: decrypting a request and signing the answer, by RSA-2048.
 *
 * @param verify a signature by RSA-2048: a message, its certificate and its CSR have one each
 * @param issue a signature by P-256, as the starter CA makes one in each certificate
 * @param meet a modular exponentiation, by which a server tells that the modulus of a key that it has not seen before is
 *     neither a prime nor a power of one
 */
record RsaLimit(double decrypt, double sign, double verify, double issue, double meet) {
    /** The server may take this many times as much. */
    private static final double MOST = 1 / 0.6;

    /** The CSR's is verified by the decoder and by the pipeline. */
    private static final int VERIFICATIONS = 4;

    private static final int SIGNED = 300;
    private static final int TO_BE_SIGNED = 800;
    private static final int ROUNDS = 5;
    private static final double SECONDS = 0.6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private interface Work {
        void once() throws GeneralSecurityException;
    }

    static RsaLimit measure() throws GeneralSecurityException {
        KeyPair rsa = pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        KeyPair ec = pair("EC", new ECGenParameterSpec("secp256r1"));
        Cipher encryption = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        encryption.init(Cipher.ENCRYPT_MODE, rsa.getPublic());
        byte[] ciphertext = encryption.doFinal(new byte[32]);
        byte[] signature = sign(rsa, "SHA256withRSA", SIGNED);
        return new RsaLimit(
                millis(() -> decrypt(rsa, ciphertext)),
                millis(() -> sign(rsa, "SHA256withRSA", SIGNED)),
                millis(() -> verify(rsa, signature)),
                millis(() -> sign(ec, "SHA256withECDSA", TO_BE_SIGNED)),
                millis(() -> power(((RSAPublicKey) rsa.getPublic()).getModulus())));
    }

    void print(String provider) {
        System.out.printf(
                Locale.ROOT,
                """
                CPU time on this machine, %s, ms:
                  RSA-2048: decrypt %.3f, sign %.3f, both %.3f; verify %.3f; P-256: sign %.3f
                  A server may take %.3f for an enrollment: decrypt and sign, divided by 0.6. In that have to fit as well four
                  verifications and the CA's signature (%.3f), and all the rest: HTTP, checks, two durable commits.
                  The first time that a server meets a key, it also raises 2 to the power of the modulus (%.3f). Each device
                  of this measurement has a key of its own unless --keys=<count> says how many take turns.
                """,
                provider,
                decrypt,
                sign,
                both(),
                verify,
                issue,
                MOST * both(),
                VERIFICATIONS * verify + issue,
                meet);
    }

    double both() {
        return decrypt + sign;
    }

    /** What some enrollments took, compared with what they may take. */
    String verdict(double millis) {
        return String.format(
                Locale.ROOT,
                "%.2f times decrypt and sign; at most %.2f: %s",
                millis / both(),
                MOST,
                millis / both() <= MOST ? "met" : "not met");
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(parameters);
        return generator.generateKeyPair();
    }

    private static void decrypt(KeyPair keys, byte[] ciphertext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
        cipher.doFinal(ciphertext);
    }

    private static byte[] sign(KeyPair keys, String algorithm, int length) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(keys.getPrivate());
        signature.update(new byte[length]);
        return signature.sign();
    }

    private static void power(BigInteger modulus) {
        if (BigInteger.TWO.modPow(modulus, modulus).equals(BigInteger.TWO)) {
            throw new IllegalStateException("The modulus is a prime");
        }
    }

    private static void verify(KeyPair keys, byte[] bytes) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update(new byte[SIGNED]);
        if (!signature.verify(bytes)) {
            throw new IllegalStateException("A signature does not verify");
        }
    }

    /** The best of some rounds: others on the machine only ever make it slower. */
    private static double millis(Work work) throws GeneralSecurityException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long end = System.nanoTime() + (long) (SECONDS * 1e9);
            long before = THREADS.getCurrentThreadCpuTime();
            int done = 0;
            while (System.nanoTime() < end) {
                work.once();
                done++;
            }
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / 1e6 / done);
        }
        return best;
    }
}
