package io.privyseal.protocol.scep;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** The ciphers of envelopes. Single DES is not among them (RFC 8894 §2.9). */
public enum ContentCipher {
    AES_128_CBC(NISTObjectIdentifiers.id_aes128_CBC, "AES", 16, 16),
    AES_192_CBC(NISTObjectIdentifiers.id_aes192_CBC, "AES", 24, 16),
    AES_256_CBC(NISTObjectIdentifiers.id_aes256_CBC, "AES", 32, 16),
    /** Only where the endpoint allows it. */
    DES_EDE3_CBC(PKCSObjectIdentifiers.des_EDE3_CBC, "DESede", 24, 8);

    private final ASN1ObjectIdentifier oid;
    private final String keyAlgorithm;
    private final int keyLength;
    private final int blockLength;

    ContentCipher(ASN1ObjectIdentifier oid, String keyAlgorithm, int keyLength, int blockLength) {
        this.oid = oid;
        this.keyAlgorithm = keyAlgorithm;
        this.keyLength = keyLength;
        this.blockLength = blockLength;
    }

    ASN1ObjectIdentifier oid() {
        return oid;
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    String transformation() {
        return keyAlgorithm + "/CBC/PKCS5Padding";
    }

    int keyLength() {
        return keyLength;
    }

    int blockLength() {
        return blockLength;
    }

    static Optional<ContentCipher> find(ASN1ObjectIdentifier oid) {
        return Arrays.stream(values()).filter(cipher -> cipher.oid.equals(oid)).findFirst();
    }
}
