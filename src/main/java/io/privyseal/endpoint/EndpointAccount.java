package io.privyseal.endpoint;

import io.privyseal.csr.CheckedCsr;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.name.DnsName;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a group of clients gets at a SCEP or EST endpoint, and for whom. Its access code is known to nobody but a hash.
 *
 * @param name unique at the endpoint whatever the case; the user's name in EST
 * @param organization for which certificates are requested
 * @param idToken a name for it that says nothing, and that clients may use in place of its name
 * @param profiles what its clients get; SCEP and EST have no word for a choice, so there is one
 * @param termDays length of validity; 0 for the longest that the profile allows
 * @param autoApprove whether requests go on without an administrator, unless the profile demands one
 * @param nameRestrictions domains under which all names of a certificate must lie; empty for all of the organization's
 */
public record EndpointAccount(
        EndpointAccountId id,
        CustomerId customer,
        EndpointId endpoint,
        String name,
        OrganizationId organization,
        String idToken,
        List<ProfileId> profiles,
        int termDays,
        boolean autoApprove,
        CsrGenerationMethod csrGenerationMethod,
        AccountAuthMethod authMethod,
        List<String> nameRestrictions,
        Instant created,
        Instant updated) {
    public EndpointAccount {
        profiles = List.copyOf(profiles);
        nameRestrictions = List.copyOf(nameRestrictions);
    }

    /** What its clients get. */
    public ProfileId profile() {
        return profiles.getFirst();
    }

    /** The days of validity to ask the profile for. */
    public int termIn(ProfileRules rules) {
        return termDays == 0 ? rules.terms().getLast() : termDays;
    }

    /** A host, or a mail domain, that the CSR asks for and its clients may not have. */
    public Optional<String> findUncovered(CheckedCsr csr) {
        Stream<String> names = csr.names().stream().flatMap(name -> switch (name.kind()) {
            case DNS -> Stream.of(name.value());
            case EMAIL, UPN -> Stream.of(name.value().substring(name.value().lastIndexOf('@') + 1));
            // The profile says whether there may be any.
            case IP, URI -> Stream.empty();
        });
        Stream<String> commonName = csr.commonName().flatMap(DnsName::find).map(DnsName::value).stream();
        return Stream.concat(names, commonName).filter(host -> !covers(host)).findFirst();
    }

    /** Whether its clients may have the DNS name, or the name of a mail domain: one of its domains, or one under it. */
    public boolean covers(String host) {
        if (nameRestrictions.isEmpty()) {
            return true;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        String plain = lower.startsWith("*.") ? lower.substring(2) : lower;
        return nameRestrictions.stream().anyMatch(domain -> plain.equals(domain) || plain.endsWith('.' + domain));
    }
}
