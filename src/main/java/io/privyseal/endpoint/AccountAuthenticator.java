package io.privyseal.endpoint;

import io.privyseal.access.SharedSecrets;
import io.privyseal.access.SharedSecrets.Candidate;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which account a client may use, by its access code. Waits for a slow hash: hold no transaction. */
@Singleton
public class AccountAuthenticator {
    /** Nothing that can be an access code or the name of an account is longer. */
    private static final int LONGEST = 255;

    private final AccountDirectory directory;
    private final SharedSecrets secrets;

    AccountAuthenticator(AccountDirectory directory, SharedSecrets secrets) {
        this.directory = directory;
        this.secrets = secrets;
    }

    /** Whether the secret is an account's. */
    public sealed interface Result {}

    /** The secret is the account's. */
    public record Authenticated(EndpointAccount account) implements Result {}

    /** There is no such account, or the secret is not its; which of the two is not told. */
    public record Wrong() implements Result {}

    /**
     * Finds the account. A wrong secret slows down the checks of others from its network, and locks nobody out.
     *
     * @param login an account's name or token; null where the protocol knows secrets only, and the secret tells the account
     * @param from where the client is, proxies seen through
     * @throws RefusedException {@link Refusal#TOO_MANY_REQUESTS} when its turn to be checked does not come in time
     */
    public Result authenticate(EnrollmentEndpoint endpoint, @Nullable String login, String secret, InetAddress from) {
        AccountDirectory.Entries entries = directory.at(endpoint.customer(), endpoint.id());
        String salt = entries.salt();
        if (salt == null || !isPossible(login, secret)) {
            return new Wrong();
        }
        return secrets.find(place(endpoint, login), salt, candidates(entries, login), secret, from)
                .<Result>map(Authenticated::new)
                .orElseGet(Wrong::new);
    }

    /** The account whose access code the secret is, if that was found right lately: without a slow hash, or a wait. */
    public Optional<EndpointAccount> recall(EnrollmentEndpoint endpoint, String secret) {
        return isPossible(null, secret)
                ? secrets.recall(
                        place(endpoint, null),
                        candidates(directory.at(endpoint.customer(), endpoint.id()), null),
                        secret)
                : Optional.empty();
    }

    private static boolean isPossible(@Nullable String login, String secret) {
        return !secret.isEmpty() && secret.length() <= LONGEST && (login == null || login.length() <= LONGEST);
    }

    private static String place(EnrollmentEndpoint endpoint, @Nullable String login) {
        return "endpoint " + endpoint.id().value() + (login == null ? "" : " " + login.toLowerCase(Locale.ROOT));
    }

    private static List<Candidate<EndpointAccount>> candidates(
            AccountDirectory.Entries entries, @Nullable String login) {
        return entries.all().stream()
                .filter(entry -> login == null || isCalled(entry.account(), login))
                .flatMap(entry -> candidate(entry).stream())
                .toList();
    }

    private static boolean isCalled(EndpointAccount account, String login) {
        return account.name().equalsIgnoreCase(login) || account.idToken().equals(login);
    }

    private static Optional<Candidate<EndpointAccount>> candidate(AccountDirectory.Entry entry) {
        String hash = entry.accessCodeHash();
        return hash == null ? Optional.empty() : Optional.of(new Candidate<>(entry.account(), hash));
    }
}
