package io.privyseal.est;

import io.privyseal.audit.Actor;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EnrollmentEndpoint;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that has shown who it is.
 *
 * @param held the certificate that it showed, when it was issued through this account and is in force
 * @param shown all certificates that it showed, the leaf first
 * @param isRegistrationAuthority whether it speaks for others (RFC 7030 §3.7)
 */
record EstClient(
        EnrollmentEndpoint endpoint,
        EndpointAccount account,
        @Nullable HeldCertificate held,
        List<X509Certificate> shown,
        boolean isRegistrationAuthority,
        InetAddress address) {
    EstClient {
        shown = List.copyOf(shown);
    }

    Actor actor() {
        return new Actor(Actor.Kind.ACCOUNT, "est-account:" + account.id().value(), null, address.getHostAddress());
    }
}
