package io.privyseal.csr;

import io.privyseal.platform.key.KeyServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Builds CSRs, sound ones and others. */
final class CsrFixture {
    static final KeyPair EC_KEY = ecKey("secp256r1");
    static final KeyPair RSA_KEY = key("RSA", 2048);

    private KeyPair keys = EC_KEY;
    private SubjectPublicKeyInfo publicKey =
            SubjectPublicKeyInfo.getInstance(EC_KEY.getPublic().getEncoded());
    private X500Name subject = new X500Name("CN=www.example.com");
    private String signature = "SHA256withECDSA";
    private AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private final List<Attribute> attributes = new ArrayList<>();

    static CsrFixture csr() {
        return new CsrFixture();
    }

    CsrFixture subject(X500Name name) {
        this.subject = name;
        return this;
    }

    CsrFixture key(KeyPair pair) {
        this.keys = pair;
        this.publicKey = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        return this;
    }

    /** The key that the request carries, whatever signs it. */
    CsrFixture publicKey(SubjectPublicKeyInfo key) {
        this.publicKey = key;
        return this;
    }

    CsrFixture signedWith(String jcaName, ASN1ObjectIdentifier identifier) {
        return signedWith(jcaName, new AlgorithmIdentifier(identifier));
    }

    CsrFixture signedWith(String jcaName, AlgorithmIdentifier identifier) {
        this.signature = jcaName;
        this.algorithm = identifier;
        return this;
    }

    CsrFixture rsa() {
        return key(RSA_KEY)
                .signedWith(
                        "SHA256withRSA",
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE));
    }

    CsrFixture names(GeneralName... names) {
        return extension(Extension.subjectAlternativeName, new GeneralNames(names));
    }

    CsrFixture extension(ASN1ObjectIdentifier type, ASN1Encodable value) {
        try {
            ExtensionsGenerator generator = new ExtensionsGenerator();
            generator.addExtension(type, false, value);
            return extensions(generator.generate());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    CsrFixture extensions(Extensions extensions) {
        return attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions);
    }

    CsrFixture attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        attributes.add(new Attribute(type, new DERSet(value)));
        return this;
    }

    byte[] der() {
        ASN1EncodableVector members = new ASN1EncodableVector();
        attributes.forEach(members::add);
        CertificationRequestInfo info = new CertificationRequestInfo(subject, publicKey, new DERSet(members));
        try {
            byte[] signed = sign(keys.getPrivate(), signature, info.getEncoded(ASN1Encoding.DER));
            return new CertificationRequest(info, algorithm, new DERBitString(signed)).getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] sign(PrivateKey key, String jcaName, byte[] data) {
        try {
            Signature signer = Signature.getInstance(jcaName);
            signer.initSign(key);
            signer.update(data);
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair ecKey(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve), new SecureRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair key(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyServices.generator(algorithm);
            if (bits > 0) {
                generator.initialize(bits, new SecureRandom());
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static SubjectPublicKeyInfo rsaKey(BigInteger modulus, BigInteger exponent) {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(modulus, exponent));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
