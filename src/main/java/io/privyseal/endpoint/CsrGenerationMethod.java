package io.privyseal.endpoint;

/** Who makes the certificate signing request, under the REST contract's names; all but {@link #PROVIDED} are for web forms. */
public enum CsrGenerationMethod {
    BROWSER,
    SERVER,
    /** The client brings it. */
    PROVIDED,
    SECTIGOGEN,
    TOKEN
}
