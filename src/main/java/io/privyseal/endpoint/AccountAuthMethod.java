package io.privyseal.endpoint;

/** How the clients of an account prove that they may use it, under the REST contract's names. */
public enum AccountAuthMethod {
    /** By a secret that they all know: the challenge of SCEP, the password of EST. */
    ACCESS_CODE,
    /** By what an identity provider says; for web forms only. */
    IDP_ASSERTIONS_MAPPING,
    /** Not by a secret of the account: by Intune, a one-time challenge, a webhook, or a certificate that they have. */
    NONE
}
