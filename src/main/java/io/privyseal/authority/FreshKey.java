package io.privyseal.authority;

import java.security.KeyPair;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A key that has been made and is not kept yet; it cannot sign. */
public final class FreshKey {
    private final KeyTemplate template;
    private final KeyPair pair;

    FreshKey(KeyTemplate template, KeyPair pair) {
        this.template = template;
        this.pair = pair;
    }

    public KeyTemplate template() {
        return template;
    }

    public SubjectPublicKeyInfo publicKey() {
        return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    }

    KeyPair pair() {
        return pair;
    }
}
