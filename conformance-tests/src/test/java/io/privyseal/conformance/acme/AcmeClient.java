package io.privyseal.conformance.acme;

import java.nio.file.Path;

/**
 * A client with a state directory of its own, told what to do as its user would. Certificates are files with the chain
 * as the client wrote it.
 */
interface AcmeClient {
    void register(Registration registration) throws Exception;

    Path obtain(CertificateOrder order) throws Exception;

    /** Gets another certificate for what was obtained before. */
    Path renew(CertificateOrder order) throws Exception;

    /** The same, after asking the server when, and telling it which certificate is replaced (RFC 9773). */
    Path renewAsAdvised(CertificateOrder order) throws Exception;

    void changeAccountKey(Registration registration) throws Exception;

    void revokeByAccount(CertificateOrder order) throws Exception;

    void revokeByCertificateKey(CertificateOrder order) throws Exception;

    void deactivateAccount(Registration registration) throws Exception;
}
