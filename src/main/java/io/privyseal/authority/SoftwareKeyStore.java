package io.privyseal.authority;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.key.KeyServices;
import io.privyseal.platform.secret.MasterKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/** Keys in the database, encrypted under the master key; decrypted once a process and kept in memory. */
@Singleton
class SoftwareKeyStore implements KeyStore {
    private static final String SEALING_PURPOSE = "signing key ";

    private final SigningKeyRepository repository;
    private final MasterKey masterKey;
    private final SecureRandom random;
    private final Clock clock;
    private final ConcurrentHashMap<KeyId, OpenKey> open = new ConcurrentHashMap<>();

    private record OpenKey(HeldKey held, PrivateKey privateKey) {}

    SoftwareKeyStore(SigningKeyRepository repository, MasterKey masterKey, SecureRandom random, Clock clock) {
        this.repository = repository;
        this.masterKey = masterKey;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public FreshKey make(KeyTemplate template) {
        return new FreshKey(template, newKeyPair(template));
    }

    @Override
    public HeldKey keep(@Nullable CustomerId customer, KeyPurpose purpose, FreshKey key) {
        KeyPair pair = key.pair();
        SigningKeyRow row = new SigningKeyRow();
        row.customerId = customer == null ? null : customer.value();
        row.purpose = purpose;
        row.template = key.template();
        row.store = "SOFTWARE";
        row.publicKey = pair.getPublic().getEncoded();
        row.masterKeyId = masterKey.id();
        row.createdAt = clock.instant();
        byte[] encoded = pair.getPrivate().getEncoded();
        // Bound to the public key, so that rows cannot be swapped.
        row.sealedPrivateKey = masterKey.seal(encoded, sealingPurpose(row.publicKey));
        Arrays.fill(encoded, (byte) 0);
        repository.persist(row);
        return row.toDomain();
    }

    @Override
    public HeldKey require(KeyId id) {
        return open(id).held();
    }

    @Override
    public byte[] sign(KeyId id, SignatureAlgorithm algorithm, byte[] message) {
        return signature(id, algorithm.jcaName(), message);
    }

    @Override
    public byte[] sign(KeyId id, CmsDigest digest, byte[] message) {
        return signature(id, digest.signature(), message);
    }

    @Override
    public byte[] decrypt(KeyId id, byte[] ciphertext) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, open(id).privateKey());
            return cipher.doFinal(ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot decrypt with key " + id.value(), e);
        }
    }

    private byte[] signature(KeyId id, String algorithm, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(open(id).privateKey());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with key " + id.value(), e);
        }
    }

    private OpenKey open(KeyId id) {
        OpenKey known = open.get(id);
        if (known != null) {
            return known;
        }
        OpenKey loaded = QuarkusTransaction.joiningExisting().call(() -> load(id));
        open.put(id, loaded);
        return loaded;
    }

    private OpenKey load(KeyId id) {
        SigningKeyRow row = repository.findById(id.value());
        if (row == null) {
            throw new IllegalStateException("No key " + id.value());
        }
        byte[] encoded = masterKey.unseal(row.sealedPrivateKey, sealingPurpose(row.publicKey));
        try {
            PrivateKey key =
                    KeyServices.factory(row.template.algorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new OpenKey(row.toDomain(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read key " + id.value(), e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private KeyPair newKeyPair(KeyTemplate template) {
        try {
            KeyPairGenerator generator = KeyServices.generator(template.algorithm());
            String curve = template.curve();
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve), random);
            } else if (template.algorithm().equals("RSA")) {
                generator.initialize(template.bits(), random);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a key of type " + template, e);
        }
    }

    private static String sealingPurpose(byte[] publicKey) {
        byte[] digest =
                SubjectPublicKeyInfo.getInstance(publicKey).getPublicKeyData().getBytes();
        return SEALING_PURPOSE + HexFormat.of().formatHex(digest);
    }
}
