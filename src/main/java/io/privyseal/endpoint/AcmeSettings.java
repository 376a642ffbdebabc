package io.privyseal.endpoint;

import io.privyseal.platform.AddressRange;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.DnsName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ACME endpoint does, and for whom; valid by construction.
 *
 * <p>Which domains may be certified is not said here: that is, as for every door, what is delegated to the organization.
 *
 * @param profiles what clients may choose from, at least one; the first is for those that do not choose
 * @param challenges how a name may be proven
 * @param identifiers what an order may hold
 * @param mostIdentifiers in one order
 * @param namesNeedProof whether an account proves each name; otherwise every name that is delegated to the organization,
 *     and within the domains of its external account, is granted to it
 * @param approval who says yes to an order, beside what its profile demands
 * @param networks where clients may come from; empty for everywhere
 * @param loopbackTargets whether names and addresses that lead to the server's own host may be validated
 */
public record AcmeSettings(
        List<OfferedProfile> profiles,
        Set<ChallengeType> challenges,
        Set<IdentifierType> identifiers,
        int mostIdentifiers,
        ExternalAccountPolicy externalAccounts,
        boolean namesNeedProof,
        Approval approval,
        Lifetimes lifetimes,
        List<AddressRange> networks,
        boolean loopbackTargets,
        RateLimits limits,
        About about)
        implements EndpointSettings {
    private static final int MOST_PROFILES = 32;

    /** RFC 8555 sets no bound; this one keeps a certificate below what TLS clients read. */
    private static final int MOST_IDENTIFIERS = 1_000;

    /** Who decides about an order. */
    public enum Approval {
        /** An order goes on as soon as its names are proven. */
        AUTOMATIC,
        /** Each order waits for an administrator. */
        ADMINISTRATOR
    }

    /**
     * How long what clients ask for is kept.
     *
     * @param order from the order to its end, and how long a proof may be waited for
     * @param authorization how long a proven name stays proven
     * @param authorizationsAreReused whether later orders of the account profit from that
     */
    public record Lifetimes(Duration order, Duration authorization, boolean authorizationsAreReused) {
        public static final Lifetimes DEFAULT = new Lifetimes(Duration.ofDays(7), Duration.ofDays(30), true);

        private static final long SHORTEST_SECONDS = 60;
        private static final long LONGEST_SECONDS = 398L * 24 * 60 * 60;

        /** Throws a refusal that names the field at fault. */
        public Lifetimes {
            requireBounds("acme.orderLifetimeSeconds", order);
            requireBounds("acme.authorizationLifetimeSeconds", authorization);
        }

        private static void requireBounds(String field, Duration lifetime) {
            Settings.requireRange(field, lifetime.toSeconds(), SHORTEST_SECONDS, LONGEST_SECONDS);
        }
    }

    /**
     * What the directory tells clients about the CA (RFC 8555 §7.1.1).
     *
     * @param caaIdentities names by which the CA is called in CAA records
     */
    public record About(
            @Nullable String termsOfService, @Nullable String website, List<String> caaIdentities) {
        public static final About NOTHING = new About(null, null, List.of());

        private static final int LONGEST_URL = 2048;
        private static final int MOST_NAMES = 10;

        /** Throws a refusal that names the field at fault. */
        public About {
            requireUrl("acme.termsOfService", termsOfService);
            requireUrl("acme.website", website);
            if (caaIdentities.size() > MOST_NAMES) {
                throw Settings.invalid("acme.caaIdentities", "must have at most " + MOST_NAMES + " entries");
            }
            caaIdentities =
                    caaIdentities.stream().map(About::requireName).distinct().toList();
        }

        private static String requireName(String name) {
            try {
                DnsName parsed = DnsName.parse(name);
                if (!parsed.isWildcard()) {
                    return parsed.value();
                }
            } catch (RefusedException malformed) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'acme.caaIdentities' must hold DNS names.", malformed);
            }
            throw Settings.invalid("acme.caaIdentities", "must hold DNS names");
        }

        private static void requireUrl(String field, @Nullable String url) {
            if (url != null && !(url.length() <= LONGEST_URL && isWebUrl(url))) {
                throw Settings.invalid(field, "must be an http or https URL");
            }
        }

        private static boolean isWebUrl(String url) {
            try {
                URI uri = new URI(url);
                return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                        && uri.getHost() != null
                        && url.chars().allMatch(c -> c < 0x7F);
            } catch (URISyntaxException _) {
                return false;
            }
        }
    }

    /** Throws a refusal that names the rule at fault. */
    public AcmeSettings {
        profiles = List.copyOf(profiles);
        challenges = Set.copyOf(challenges);
        identifiers = Set.copyOf(identifiers);
        networks = List.copyOf(networks);
        requireProfiles(profiles);
        if (identifiers.isEmpty()) {
            throw Settings.invalid("acme.identifierTypes", "must not be empty");
        }
        Settings.requireRange("acme.maximumIdentifiers", mostIdentifiers, 1, MOST_IDENTIFIERS);
        Settings.requireNetworks("acme.networks", networks);
        if (namesNeedProof) {
            requireProvable(challenges, identifiers);
        } else if (externalAccounts != ExternalAccountPolicy.REQUIRED) {
            // Otherwise whoever reaches the endpoint would have every name of the organization for the asking.
            throw Settings.invalid("acme.namesNeedProof", "may be false only where external accounts are required");
        }
    }

    /** The settings of an endpoint of which nothing but its profiles has been said. */
    public static AcmeSettings of(List<OfferedProfile> profiles) {
        return new AcmeSettings(
                profiles,
                Set.of(ChallengeType.values()),
                Set.of(IdentifierType.DNS),
                100,
                ExternalAccountPolicy.REQUIRED,
                true,
                Approval.AUTOMATIC,
                Lifetimes.DEFAULT,
                List.of(),
                false,
                RateLimits.DEFAULT,
                About.NOTHING);
    }

    /** What a client gets that names no profile. */
    public OfferedProfile defaultProfile() {
        return profiles.getFirst();
    }

    /** The profile under the name by which clients ask for it, which is case-sensitive. */
    public Optional<OfferedProfile> profile(String name) {
        return profiles.stream().filter(offered -> offered.name().equals(name)).findFirst();
    }

    @Override
    public EndpointDoor door() {
        return EndpointDoor.ACME;
    }

    private static void requireProfiles(List<OfferedProfile> profiles) {
        if (profiles.isEmpty() || profiles.size() > MOST_PROFILES) {
            throw Settings.invalid("acme.profiles", "must have 1 to " + MOST_PROFILES + " entries");
        }
        Set<String> names = new HashSet<>();
        for (OfferedProfile offered : profiles) {
            if (!names.add(offered.name())) {
                throw Settings.invalid("acme.profiles", "must not have the name '" + offered.name() + "' twice");
            }
        }
    }

    private static void requireProvable(Set<ChallengeType> challenges, Set<IdentifierType> identifiers) {
        if (challenges.isEmpty()) {
            throw Settings.invalid("acme.challengeTypes", "must not be empty while names need proof");
        }
        // RFC 8738 §7: dns-01 proves no address.
        if (identifiers.contains(IdentifierType.IP) && challenges.equals(Set.of(ChallengeType.DNS_01))) {
            throw Settings.invalid("acme.challengeTypes", "must have http-01 or tls-alpn-01 for IP addresses");
        }
    }
}
