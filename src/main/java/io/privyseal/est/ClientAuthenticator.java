package io.privyseal.est;

import io.privyseal.endpoint.AccountAuthMethod;
import io.privyseal.endpoint.AccountAuthenticator;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.proxy.ClientAddress;
import io.privyseal.platform.proxy.ClientCertificateChain;
import io.privyseal.protocol.est.BasicCredentials;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Tells who a client is (RFC 7030 §3.3): by an account's access code, by its certificate, or by both. */
@Singleton
class ClientAuthenticator {
    private final AccountAuthenticator passwords;
    private final EndpointAccounts accounts;
    private final HeldCertificates certificates;
    private final RoutingContext context;

    ClientAuthenticator(
            AccountAuthenticator passwords,
            EndpointAccounts accounts,
            HeldCertificates certificates,
            RoutingContext context) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.certificates = certificates;
        this.context = context;
    }

    /**
     * The client.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_CALLER}; a certificate does not make up for a wrong password
     */
    EstClient authenticate(EnrollmentEndpoint endpoint) {
        InetAddress address = ClientAddress.of(context);
        List<X509Certificate> shown = ClientCertificateChain.of(context);
        HeldCertificate held = shown.isEmpty()
                ? null
                : certificates.find(endpoint, shown.getFirst()).orElse(null);
        Optional<EndpointAccount> byPassword = byPassword(endpoint, address);
        EndpointAccount account;
        if (byPassword.isPresent()) {
            account = byPassword.get();
        } else if (held != null) {
            account = held.account();
        } else if (certificates.areVouchedFor(endpoint, shown)) {
            account = forFirstEnrollments(endpoint);
        } else {
            throw unknown("Show a certificate that was issued here, or the user and the password of an account.");
        }
        boolean isItsOwn = held != null && held.account().id().equals(account.id());
        boolean speaksForOthers = !shown.isEmpty()
                && HeldCertificate.isRegistrationAuthority(shown.getFirst())
                && (isItsOwn || certificates.areVouchedFor(endpoint, shown));
        return new EstClient(endpoint, account, isItsOwn ? held : null, shown, speaksForOthers, address);
    }

    /** As {@link #authenticate}, where nobody has to: empty for a client that has sent no password. */
    Optional<EstClient> recognize(EnrollmentEndpoint endpoint) {
        boolean claims = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
        return claims ? Optional.of(authenticate(endpoint)) : Optional.empty();
    }

    private Optional<EndpointAccount> byPassword(EnrollmentEndpoint endpoint, InetAddress address) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Optional.empty();
        }
        BasicCredentials credentials = BasicCredentials.parse(header)
                .orElseThrow(() -> unknown("The Authorization header is not one of HTTP Basic."));
        String login = credentials.user();
        // RFC 7030 §3.2.3: the user may be empty; the password then tells the account.
        return switch (passwords.authenticate(
                endpoint, login.isEmpty() ? null : login, credentials.password(), address)) {
            case AccountAuthenticator.Authenticated(EndpointAccount account) -> Optional.of(account);
            case AccountAuthenticator.Wrong() -> throw unknown("Wrong user or password.");
        };
    }

    /** A manufacturer's certificate names no account: it gets the one that needs no code, or the only one there is. */
    private EndpointAccount forFirstEnrollments(EnrollmentEndpoint endpoint) {
        List<EndpointAccount> all = accounts.of(endpoint);
        List<EndpointAccount> open = all.stream()
                .filter(account -> account.authMethod() == AccountAuthMethod.NONE)
                .toList();
        List<EndpointAccount> candidates = open.isEmpty() ? all : open;
        if (candidates.size() != 1) {
            throw unknown("The certificate does not say which account is meant; add user and password.");
        }
        return candidates.getFirst();
    }

    private static RefusedException unknown(String detail) {
        return new RefusedException(Refusal.UNKNOWN_CALLER, detail);
    }
}
