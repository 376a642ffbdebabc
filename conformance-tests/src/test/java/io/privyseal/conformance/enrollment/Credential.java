package io.privyseal.conformance.enrollment;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/** What a device has after an enrollment. */
record Credential(KeyPair key, X509Certificate certificate) {}
