package io.privyseal.enrollment;

import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.csr.SubjectText;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.DomainId;
import io.privyseal.organization.Domains;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.DnsName;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Whether a requester may have the names of a plan: each must lie in a domain that is delegated for this kind, and so must a
 * device's common name that is a domain name, for which many a reader takes it.
 */
@Singleton
class IdentifierAuthorizer {
    private final Domains domains;

    IdentifierAuthorizer(Domains domains) {
        this.domains = domains;
    }

    /** @throws RefusedException {@link Refusal#IDENTIFIER_NOT_ALLOWED} for the first name that is not covered */
    void requireAuthorized(
            CustomerId customer, OrganizationId organization, CertificateKind kind, CertificatePlan plan) {
        Map<SubjectAlternativeName, String> hosts = new LinkedHashMap<>();
        for (SubjectAlternativeName name : plan.names()) {
            switch (name.kind()) {
                case DNS -> hosts.put(name, name.value());
                case EMAIL, UPN ->
                    hosts.put(name, name.value().substring(name.value().lastIndexOf('@') + 1));
                // Nobody owns an address or a URI here: the profile decides whether they may be asked for at all.
                case IP, URI -> {}
            }
        }
        // Other kinds have theirs among the alternative names, or are about people.
        if (kind == CertificateKind.DEVICE) {
            SubjectText.of(plan.subject(), BCStyle.CN)
                    .flatMap(DnsName::find)
                    .ifPresent(name -> hosts.put(new SubjectAlternativeName(Kind.DNS, name.value()), name.value()));
        }
        Map<String, DomainId> covered = domains.coveringDelegations(customer, organization, kind, hosts.values());
        hosts.forEach((name, host) -> {
            if (!covered.containsKey(host)) {
                throw new RefusedException(
                        Refusal.IDENTIFIER_NOT_ALLOWED,
                        "Domain " + name.value() + " is not allowed for this organization and certificate type.");
            }
        });
    }
}
