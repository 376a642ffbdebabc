package io.privyseal.enrollment;

import io.privyseal.platform.key.KeyServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Sound signing requests of one P-256 key, and of others where a test needs them. */
public final class TestCsr {
    public static final KeyPair EC_KEY = key("EC", "secp256r1");

    private TestCsr() {}

    /** The PEM of a request for a common name alone. */
    public static String pem(String commonName) {
        return pem(der(new X500Name("CN=" + commonName)));
    }

    /** The PEM of a request. */
    public static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    public static byte[] der(X500Name subject, GeneralName... names) {
        return der(EC_KEY, "SHA256withECDSA", subject, names);
    }

    public static byte[] der(KeyPair key, String algorithm, X500Name subject, GeneralName... names) {
        try {
            PKCS10CertificationRequestBuilder builder =
                    new JcaPKCS10CertificationRequestBuilder(subject, key.getPublic());
            if (names.length > 0) {
                ExtensionsGenerator extensions = new ExtensionsGenerator();
                extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            return builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of a request whose last octet, which belongs to the signature, is another. */
    public static byte[] wronglySigned(byte[] der) {
        byte[] wrong = Arrays.copyOf(der, der.length);
        wrong[wrong.length - 1] ^= 1;
        return wrong;
    }

    public static KeyPair key(String algorithm, String parameter) {
        try {
            KeyPairGenerator generator = KeyServices.generator(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(parameter));
            } else if (algorithm.equals("RSA")) {
                generator.initialize(Integer.parseInt(parameter));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
