package io.privyseal.organization;

/** The four kinds of end-entity certificates; domains are delegated, and administrators appointed, per kind. */
public enum CertificateKind {
    SSL("SSL"),
    CLIENT("SMIME"),
    CODE_SIGNING("CodeSign"),
    DEVICE("Device");

    private final String wireName;

    CertificateKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name that the REST contract uses in {@code certTypes}. */
    public String wireName() {
        return wireName;
    }
}
