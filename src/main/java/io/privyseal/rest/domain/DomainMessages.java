package io.privyseal.rest.domain;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Delegation;
import io.privyseal.organization.DelegationRequest;
import io.privyseal.organization.Domain;
import io.privyseal.organization.DomainName;
import io.privyseal.organization.DomainPrivilege;
import io.privyseal.organization.DomainSummary;
import io.privyseal.organization.Domains;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.rest.Bodies;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Domains and delegations as the contract reads and shows them. */
final class DomainMessages {
    private DomainMessages() {}

    /** A domain in a list. */
    @Schema(name = "DomainEntry")
    record Entry(long id, String name) {
        static Entry from(DomainSummary domain) {
            return new Entry(domain.id().value(), domain.name().value());
        }
    }

    /** How many domains match. */
    @Schema(name = "DomainCount")
    record Count(long count) {}

    /** All about a domain. */
    @Schema(name = "DomainDetails")
    record Details(long id, String name, String delegationStatus, String state, List<DelegationEntry> delegations) {
        static Details from(Domain domain) {
            return new Details(
                    domain.id().value(),
                    domain.name().value(),
                    domain.delegationStatus().name(),
                    domain.state().name(),
                    DelegationEntry.from(domain.delegations()));
        }
    }

    /** What an organization may do with a domain; kinds that differ have entries of their own. */
    @Schema(name = "Delegation")
    record DelegationEntry(
            long orgId, List<String> certTypes, List<String> domainCertificateRequestPrivileges, String status) {
        static List<DelegationEntry> from(List<Delegation> delegations) {
            Map<Alike, Set<CertificateKind>> kinds = new LinkedHashMap<>();
            for (Delegation some : delegations) {
                kinds.computeIfAbsent(
                                new Alike(some.organization(), some.privileges(), some.status()),
                                _ -> EnumSet.noneOf(CertificateKind.class))
                        .add(some.kind());
            }
            return kinds.entrySet().stream()
                    .map(entry -> entry.getKey().toEntry(entry.getValue()))
                    .toList();
        }

        private record Alike(OrganizationId organization, Set<DomainPrivilege> privileges, Delegation.Status status) {
            DelegationEntry toEntry(Set<CertificateKind> kinds) {
                return new DelegationEntry(
                        organization.value(),
                        kinds.stream().map(CertificateKind::wireName).toList(),
                        new TreeSet<>(privileges)
                                .stream().map(DomainPrivilege::name).toList(),
                        status.name());
            }
        }
    }

    /** A domain to create. */
    @Schema(name = "DomainCreation")
    record CreateRequest(
            @Schema(required = true, minLength = 4, maxLength = 255) @Nullable
            String name,

            @Schema(maxLength = 255) @Nullable String description,

            @Schema(description = "false creates it suspended") @Nullable
            Boolean active,

            @Schema(required = true, minItems = 1) @Nullable List<@Nullable DelegationBody> delegations) {
        Domains.NewDomain toDomain() {
            DomainName domain = DomainName.parse(name);
            return new Domains.NewDomain(
                    domain,
                    description,
                    active == null || active,
                    Bodies.entries(delegations).stream()
                            .map(DelegationBody::toRequest)
                            .toList());
        }
    }

    /** A delegation to give or, of one domain, to take back. */
    @Schema(name = "DelegationRequest")
    record DelegationBody(
            @Schema(required = true, type = SchemaType.INTEGER, minimum = "1") @Nullable
            Long orgId,

            @Schema(enumeration = {"SSL", "SMIME", "CodeSign", "Device"}) @Nullable
            List<@Nullable String> certTypes,

            @Schema(enumeration = {"DOMAIN", "SUBDOMAIN", "WILDCARD_1ST_LEVEL", "WILDCARD_2ND_LEVEL"}) @Nullable
            List<@Nullable String> domainCertificateRequestPrivileges) {
        DelegationRequest toRequest() {
            return new DelegationRequest(organization(), kinds(), privileges());
        }

        OrganizationId organization() {
            return requireOrganization(orgId);
        }

        Set<CertificateKind> kinds() {
            return readKinds(certTypes);
        }

        Set<DomainPrivilege> privileges() {
            return readPrivileges(domainCertificateRequestPrivileges);
        }
    }

    /** A delegation of many domains alike. */
    @Schema(name = "BulkDelegationRequest")
    record BulkDelegationBody(
            @Schema(required = true, type = SchemaType.INTEGER, minimum = "1") @Nullable
            Long orgId,

            @Schema(enumeration = {"SSL", "SMIME", "CodeSign", "Device"}) @Nullable
            List<@Nullable String> certTypes,

            @Schema(required = true, minItems = 1, maxItems = MOST_DOMAINS) @Nullable
            List<@Nullable Long> domainIds,

            @Schema(enumeration = {"DOMAIN", "SUBDOMAIN", "WILDCARD_1ST_LEVEL", "WILDCARD_2ND_LEVEL"}) @Nullable
            List<@Nullable String> domainCertificateRequestPrivileges) {
        private static final int MOST_DOMAINS = 1000;

        DelegationRequest toRequest() {
            return new DelegationRequest(
                    requireOrganization(orgId),
                    readKinds(certTypes),
                    readPrivileges(domainCertificateRequestPrivileges));
        }

        List<Long> domains() {
            List<Long> ids = Bodies.entries(domainIds);
            if (ids.isEmpty() || ids.size() > MOST_DOMAINS) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "'domainIds' must have 1 to " + MOST_DOMAINS + " entries.");
            }
            return ids;
        }
    }

    /** Names the organization whose request is decided. */
    @Schema(name = "DelegationDecision")
    record DecisionBody(
            @Schema(required = true, type = SchemaType.INTEGER, minimum = "1") @Nullable
            Long orgId) {
        OrganizationId organization() {
            return requireOrganization(orgId);
        }
    }

    private static OrganizationId requireOrganization(@Nullable Long orgId) {
        if (orgId == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'orgId' must not be null.");
        }
        if (orgId < 1) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'orgId' must be 1 or more.");
        }
        return new OrganizationId(orgId);
    }

    private static Set<CertificateKind> readKinds(@Nullable List<@Nullable String> names) {
        EnumSet<CertificateKind> kinds = EnumSet.noneOf(CertificateKind.class);
        for (String name : Bodies.entries(names)) {
            kinds.add(readKind(name));
        }
        return kinds;
    }

    private static CertificateKind readKind(String name) {
        for (CertificateKind kind : CertificateKind.values()) {
            if (kind.wireName().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        throw new RefusedException(
                Refusal.INVALID_FIELD, "Value of 'certTypes' must be among SSL, SMIME, CodeSign, Device.");
    }

    private static Set<DomainPrivilege> readPrivileges(@Nullable List<@Nullable String> names) {
        EnumSet<DomainPrivilege> privileges = EnumSet.noneOf(DomainPrivilege.class);
        for (String name : Bodies.entries(names)) {
            privileges.add(readPrivilege(name));
        }
        return privileges;
    }

    private static DomainPrivilege readPrivilege(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (DomainPrivilege privilege : DomainPrivilege.values()) {
            if (privilege.name().equals(wanted)) {
                return privilege;
            }
        }
        throw new RefusedException(
                Refusal.INVALID_FIELD,
                "Value of 'domainCertificateRequestPrivileges' must be among"
                        + " DOMAIN, SUBDOMAIN, WILDCARD_1ST_LEVEL, WILDCARD_2ND_LEVEL.");
    }
}
