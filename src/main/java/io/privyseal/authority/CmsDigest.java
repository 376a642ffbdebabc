package io.privyseal.authority;

/** The digest of a message that an RA signs; the last resort is there for old devices that know no other. */
public enum CmsDigest {
    SHA256("SHA256withRSA"),
    SHA384("SHA384withRSA"),
    SHA512("SHA512withRSA"),
    SHA1("SHA1withRSA");

    private final String signature;

    CmsDigest(String signature) {
        this.signature = signature;
    }

    String signature() {
        return signature;
    }
}
