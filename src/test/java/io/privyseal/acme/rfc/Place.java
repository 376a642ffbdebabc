package io.privyseal.acme.rfc;

import io.privyseal.endpoint.EnrollmentEndpoint;

/** An endpoint and its addresses. */
record Place(EnrollmentEndpoint endpoint) {
    String url(String resource) {
        return RfcTestProfile.ORIGIN + "/acme/" + endpoint.uriExtension() + "/" + resource;
    }
}
