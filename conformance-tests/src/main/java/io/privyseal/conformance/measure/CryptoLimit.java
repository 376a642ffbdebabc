package io.privyseal.conformance.measure;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/** How many P-256 signatures and CSR verifications this machine can do at all, with the provider that the server uses. */
final class CryptoLimit {
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final int TO_BE_SIGNED = 800;
    private static final double WARM_UP = 2;
    private static final double SECONDS = 3;

    private CryptoLimit() {}

    /** Puts the native provider first where there is one, as the server does; returns the name of the first provider. */
    static String install() {
        try {
            Provider provider =
                    (Provider) Class.forName(NATIVE).getField("INSTANCE").get(null);
            if (provider.getClass().getMethod("getLoadingError").invoke(provider) == null) {
                Security.insertProviderAt(provider, 1);
            }
        } catch (ReflectiveOperationException | LinkageError _) {
            // The server falls back to the platform's providers too.
        }
        Provider first = Security.getProviders()[0];
        return first.getName() + " " + first.getVersionStr();
    }

    static void print(String provider, Enrollments enrollments)
            throws GeneralSecurityException, IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        System.out.printf("Limit of this machine, %s, P-256, operations/s:%n", provider);
        for (int threads = 1; threads <= cores; threads += Math.max(1, cores - 1)) {
            double signatures = rate(threads, () -> sign(keys));
            double verifications = rate(threads, () -> verify(enrollments));
            double both = rate(threads, () -> {
                verify(enrollments);
                return sign(keys);
            });
            System.out.printf(
                    Locale.ROOT,
                    "  %d thread%s  sign %,.0f   verify a CSR %,.0f   both %,.0f%n",
                    threads,
                    threads == 1 ? " " : "s",
                    signatures,
                    verifications,
                    both);
        }
    }

    private static int sign(KeyPair keys) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(new byte[TO_BE_SIGNED]);
        return signature.sign().length;
    }

    private static int verify(Enrollments enrollments) throws IOException, OperatorCreationException, PKCSException {
        int which = Math.floorMod(System.nanoTime(), enrollments.csrs().size());
        PKCS10CertificationRequest csr =
                new PKCS10CertificationRequest(enrollments.csrs().get(which));
        if (!csr.isSignatureValid(new JcaContentVerifierProviderBuilder().build(csr.getSubjectPublicKeyInfo()))) {
            throw new IllegalStateException("A CSR does not verify");
        }
        return which;
    }

    private static double rate(int threads, Callable<Integer> work) throws InterruptedException {
        count(threads, work, WARM_UP);
        return count(threads, work, SECONDS) / SECONDS;
    }

    private static long count(int threads, Callable<Integer> work, double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> parts = new ArrayList<>(threads);
            for (int i = 0; i < threads; i++) {
                parts.add(executor.submit(() -> {
                    long done = 0;
                    while (System.nanoTime() < end) {
                        work.call();
                        done++;
                    }
                    return done;
                }));
            }
            long all = 0;
            for (Future<Long> part : parts) {
                all += part.get();
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
