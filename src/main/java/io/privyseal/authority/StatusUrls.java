package io.privyseal.authority;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** Where relying parties find CRLs, OCSP and CA certificates: what the CDP and AIA extensions say. */
@ConfigMapping(prefix = "privyseal")
public interface StatusUrls {
    /** Origin of the plain HTTP listener as clients reach it, such as {@code http://pki.example.test}. */
    @WithName("http-base-url")
    String httpBaseUrl();

    /** The full CRL; partitions will stand beside it in the same folder. */
    default String crl(AuthorityId id) {
        return httpBaseUrl() + "/crl/" + id.value() + "/full.crl";
    }

    default String ocsp(AuthorityId id) {
        return httpBaseUrl() + "/ocsp/" + id.value();
    }

    default String certificate(AuthorityId id) {
        return httpBaseUrl() + "/ca/" + id.value() + ".cer";
    }
}
