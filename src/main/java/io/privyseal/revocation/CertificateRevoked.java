package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;

/** Told after the commit of a revocation. */
record CertificateRevoked(AuthorityId issuer) {}
