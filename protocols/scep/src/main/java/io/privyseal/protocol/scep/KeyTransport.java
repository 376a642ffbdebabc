package io.privyseal.protocol.scep;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.jspecify.annotations.Nullable;

/** How RSA carries the content key of an envelope: PKCS #1 v1.5, or OAEP as Windows has it (RFC 8017 §7). */
final class KeyTransport {
    private final AlgorithmIdentifier identifier;
    private final @Nullable Oaep oaep;

    /** SHA-1 is no weakness here: OAEP does not need its resistance to collisions. */
    private record Oaep(DigestAlgorithm digest, DigestAlgorithm maskDigest) {}

    private KeyTransport(AlgorithmIdentifier identifier, @Nullable Oaep oaep) {
        this.identifier = identifier;
        this.oaep = oaep;
    }

    /** @throws ScepException with {@link FailInfo#BAD_ALG} */
    static KeyTransport of(AlgorithmIdentifier identifier) {
        if (identifier.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return new KeyTransport(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), null);
        }
        if (!identifier.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSAES_OAEP)) {
            throw ScepException.badAlg("The envelope's key transport is not allowed.");
        }
        RSAESOAEPparams parameters =
                identifier.getParameters() == null || DERNull.INSTANCE.equals(identifier.getParameters())
                        ? new RSAESOAEPparams()
                        : RSAESOAEPparams.getInstance(identifier.getParameters());
        if (!parameters.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                || ASN1OctetString.getInstance(parameters.getPSourceAlgorithm().getParameters())
                                .getOctets()
                                .length
                        != 0) {
            throw ScepException.badAlg("The envelope's OAEP parameters are not allowed.");
        }
        return new KeyTransport(
                identifier,
                new Oaep(
                        digest(parameters.getHashAlgorithm()),
                        digest(AlgorithmIdentifier.getInstance(
                                parameters.getMaskGenAlgorithm().getParameters()))));
    }

    AlgorithmIdentifier identifier() {
        return identifier;
    }

    byte[] wrap(byte[] contentKey, PublicKey recipient, SecureRandom random) {
        try {
            Cipher cipher = Cipher.getInstance(oaep == null ? "RSA/ECB/PKCS1Padding" : "RSA/ECB/OAEPPadding");
            if (oaep == null) {
                cipher.init(Cipher.ENCRYPT_MODE, recipient, random);
            } else {
                cipher.init(Cipher.ENCRYPT_MODE, recipient, parameters(oaep), random);
            }
            return cipher.doFinal(contentKey);
        } catch (GeneralSecurityException e) {
            throw ScepException.badAlg("The answer cannot be encrypted to the signer's key.");
        }
    }

    /**
     * The content key, or with a wrong padding another one that only depends on the ciphertext: the same mistake twice is
     * answered twice alike (as RFC 5246 §7.4.7.1, and not even chance tells the difference).
     */
    byte[] unwrap(Recipient recipient, byte[] encryptedKey, int keyLength) {
        BigInteger modulus = ((RSAPublicKey) recipient.certificate().getPublicKey()).getModulus();
        int length = (modulus.bitLength() + 7) / 8;
        byte[] otherwise = pseudoRandomKey(recipient, encryptedKey, keyLength);
        // RFC 8017 §5.1.2: the key cannot even be tried on others. Whoever sent it knows as much.
        if (encryptedKey.length != length || new BigInteger(1, encryptedKey).compareTo(modulus) >= 0) {
            return otherwise;
        }
        PlainRsa rsa = new PlainRsa(recipient.key(), length);
        AsymmetricBlockCipher padding = oaep == null
                ? new PKCS1Encoding(rsa, otherwise)
                : new OAEPEncoding(rsa, digest(oaep.digest()), digest(oaep.maskDigest()), null);
        padding.init(false, new AsymmetricKeyParameter(true));
        try {
            byte[] key = padding.processBlock(encryptedKey, 0, encryptedKey.length);
            return key.length == keyLength ? key : otherwise;
        } catch (InvalidCipherTextException e) {
            return otherwise;
        }
    }

    /** A key that nobody outside can tell from the right one. */
    private static byte[] pseudoRandomKey(Recipient recipient, byte[] encryptedKey, int keyLength) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(recipient.rejectionSecret(), "HmacSHA256"));
            byte[] digest = mac.doFinal(encryptedKey);
            return Arrays.copyOf(digest, keyLength);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No HMAC", e);
        }
    }

    private static OAEPParameterSpec parameters(Oaep oaep) {
        return new OAEPParameterSpec(
                oaep.digest().jcaName(),
                "MGF1",
                new MGF1ParameterSpec(oaep.maskDigest().jcaName()),
                PSource.PSpecified.DEFAULT);
    }

    private static DigestAlgorithm digest(AlgorithmIdentifier identifier) {
        return DigestAlgorithm.find(identifier.getAlgorithm())
                .orElseThrow(() -> ScepException.badAlg("The envelope's OAEP digest is not allowed."));
    }

    private static Digest digest(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> new SHA1Digest();
            case SHA256 -> new SHA256Digest();
            case SHA384 -> new SHA384Digest();
            case SHA512 -> new SHA512Digest();
        };
    }

    /** Lets Bouncy Castle's paddings, which take the same time for right and wrong, work on a key that it does not have. */
    private record PlainRsa(RecipientKey key, int length) implements AsymmetricBlockCipher {
        @Override
        public void init(boolean forEncryption, CipherParameters parameters) {
            if (forEncryption) {
                throw new IllegalArgumentException("A private key decrypts");
            }
        }

        @Override
        public int getInputBlockSize() {
            return length;
        }

        @Override
        public int getOutputBlockSize() {
            return length - 1;
        }

        /** The paddings are given all but the leading zero; without one, what they get must be wrong, in the same time. */
        @Override
        public byte[] processBlock(byte[] in, int offset, int count) {
            byte[] block = key.decrypt(Arrays.copyOfRange(in, offset, offset + count));
            byte[] rest = Arrays.copyOfRange(block, 1, block.length);
            int isNotZero = -(block[0] & 0xff) >> 31;
            rest[0] |= (byte) isNotZero;
            return rest;
        }
    }
}
