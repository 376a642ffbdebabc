package io.privyseal.conformance.enrollment;

import io.privyseal.conformance.client.KeyKind;

/**
 * What is to have a certificate.
 *
 * @param name its common name, which no other device has
 */
record Device(String name, KeyKind key) {}
