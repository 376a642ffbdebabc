package io.privyseal.platform.crypto;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Puts the native provider (Amazon Corretto Crypto Provider) first where the platform has it, and Bouncy Castle last.
 *
 * <p>Never name the native provider in a builder: it has no certificate or key factories by object identifier; provider
 * order finds its signatures anyway. It is absent in native executables and on platforms without its library.
 */
public final class CryptoProviders {
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private static volatile Report report = new Report("not installed yet", List.of());

    private CryptoProviders() {}

    /**
     * What is in use.
     *
     * @param nativeProvider its version, or why there is none
     * @param providers all providers in their order, with versions
     */
    public record Report(String nativeProvider, List<String> providers) {
        public Report {
            providers = List.copyOf(providers);
        }
    }

    /** Installs the providers; later calls change nothing. */
    public static synchronized Report install() {
        String nativeProvider = installNative();
        if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
            Security.addProvider(new BouncyCastleProvider());
        }
        report = new Report(
                nativeProvider,
                Arrays.stream(Security.getProviders())
                        .map(provider -> provider.getName() + " " + provider.getVersionStr())
                        .toList());
        return report;
    }

    /** What the last {@link #install()} found. */
    public static Report report() {
        return report;
    }

    private static String installNative() {
        try {
            Class<?> type = Class.forName(NATIVE);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            if (type.getMethod("getLoadingError").invoke(provider) instanceof Throwable error) {
                return "none: " + error.getMessage();
            }
            type.getMethod("assertHealthy").invoke(provider);
            Security.insertProviderAt(provider, 1);
            return provider.getName() + " " + provider.getVersionStr();
        } catch (ClassNotFoundException _) {
            return "none: not packaged";
        } catch (InvocationTargetException e) {
            return "none: " + e.getCause();
        } catch (ReflectiveOperationException | LinkageError e) {
            return "none: " + e;
        }
    }
}
