package io.privyseal.acme;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccountPolicy;
import io.privyseal.endpoint.OfferedProfile;
import io.privyseal.protocol.acme.AccountAnswer;
import io.privyseal.protocol.acme.AuthorizationAnswer;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.ChallengeAnswer;
import io.privyseal.protocol.acme.ChallengeStatus;
import io.privyseal.protocol.acme.Directory;
import io.privyseal.protocol.acme.OrderAnswer;
import io.privyseal.protocol.acme.OrderStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The door's objects as ACME shows them. */
final class AcmeAnswers {
    private AcmeAnswers() {}

    static Directory directory(EnrollmentEndpoint endpoint, AcmeUrls urls) {
        SequencedMap<String, String> profiles = new LinkedHashMap<>();
        for (OfferedProfile offered : endpoint.acme().profiles()) {
            profiles.put(offered.name(), offered.description().isEmpty() ? offered.name() : offered.description());
        }
        return new Directory(
                urls.newNonce(),
                urls.newAccount(),
                urls.newOrder(),
                urls.newAuthorization(),
                urls.revokeCertificate(),
                urls.keyChange(),
                urls.renewalInformation(),
                new Directory.Meta(
                        endpoint.acme().about().termsOfService(),
                        endpoint.acme().about().website(),
                        endpoint.acme().about().caaIdentities(),
                        endpoint.acme().externalAccounts() == ExternalAccountPolicy.REQUIRED,
                        profiles));
    }

    static AccountAnswer account(EnrollmentEndpoint endpoint, AcmeUrls urls, Account account) {
        return new AccountAnswer(
                account.status(),
                account.contacts(),
                endpoint.acme().about().termsOfService() == null ? null : account.termsAgreed(),
                urls.orders(account.id()),
                account.binding());
    }

    static OrderAnswer order(AcmeUrls urls, Orders.Current current) {
        Order order = current.order();
        return new OrderAnswer(
                current.status(),
                order.expires(),
                order.identifiers(),
                order.notBefore(),
                order.notAfter(),
                order.error(),
                order.authorizations().stream().map(urls::authorization).toList(),
                urls.finalizeOrder(order.id()),
                current.status() == OrderStatus.VALID ? urls.certificate(order.id()) : null,
                order.profile(),
                order.replaces());
    }

    static AuthorizationAnswer authorization(AcmeUrls urls, Authorization authorization, Instant now) {
        AuthorizationStatus status = authorization.status(now);
        return new AuthorizationAnswer(
                authorization.identifier(),
                status,
                authorization.expires(),
                authorization.shownChallenges().stream()
                        .map(type -> challenge(urls, authorization, type))
                        .toList(),
                authorization.wildcard());
    }

    static ChallengeAnswer challenge(AcmeUrls urls, Authorization authorization, String type) {
        ChallengeStatus status = authorization.challengeStatus(type);
        return new ChallengeAnswer(
                type,
                urls.challenge(authorization.id(), type),
                status,
                status == ChallengeStatus.VALID ? authorization.validated() : null,
                status == ChallengeStatus.INVALID ? authorization.error() : null,
                authorization.token());
    }
}
