package io.privyseal.conformance.enrollment;

import java.net.URI;

/**
 * An endpoint and the account that a client uses there.
 *
 * @param address of SCEP or EST, with the endpoint's extension
 * @param user at EST
 * @param secret the challenge of SCEP, the password of EST
 */
record Place(URI address, String user, String secret) {
    Place withSecret(String other) {
        return new Place(address, user, other);
    }
}
