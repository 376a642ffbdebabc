package io.privyseal.rest.organization;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationDetails;
import io.privyseal.organization.OrganizationDetails.Contacts;
import io.privyseal.organization.OrganizationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Organizations as the contract shows them. */
final class OrganizationMessages {
    private OrganizationMessages() {}

    /** An organization in a list, with its departments. */
    @Schema(name = "OrganizationEntry")
    record Entry(long id, String name, List<String> certTypes, List<Department> departments) {}

    /** A department in a list or below its organization. */
    @Schema(name = "DepartmentEntry")
    record Department(long id, @Nullable String parentName, String name, List<String> certTypes) {}

    /** An organization or department in a flat list. */
    @Schema(name = "OrganizationFlatEntry")
    record FlatEntry(long id, String name, @Nullable String parentName) {}

    /** All about one organization or department. */
    @Schema(name = "OrganizationDetails")
    record Details(
            long id,
            String name,
            @Nullable Long parentId,
            @Nullable String parentName,
            List<String> certTypes,
            List<Department> departments,
            @Nullable String secondaryName,
            @Nullable String schacHomeOrganization,
            @Nullable String alias,
            @Nullable String contactEmails,
            @Nullable String contactWebhook,
            @Nullable String contactSlack,
            @Nullable String contactTeams,
            String address1,
            @Nullable String address2,
            @Nullable String address3,
            @Nullable String city,
            @Nullable String stateOrProvince,
            @Nullable String postalCode,
            String country,
            ClientCertificateSettings clientCertificate,
            boolean sslCertsApiEnabled,
            boolean clientCertsApiEnabled) {}

    /**
     * The tree of what is visible; an organization of which only departments are visible is named, so that they have a
     * place.
     *
     * @param all organizations and departments of the customer, in the order to show
     */
    static List<Entry> tree(List<Organization> all, Predicate<OrganizationId> visible) {
        Map<OrganizationId, List<Department>> departments = new LinkedHashMap<>();
        for (Organization some : all) {
            Organization.Parent parent = some.parent();
            if (parent != null && visible.test(some.id())) {
                departments.computeIfAbsent(parent.id(), _ -> new ArrayList<>()).add(department(some));
            }
        }
        return all.stream()
                .filter(some -> !some.isDepartment() && (visible.test(some.id()) || departments.containsKey(some.id())))
                .map(some -> new Entry(
                        some.id().value(),
                        some.name(),
                        certTypes(some),
                        departments.getOrDefault(some.id(), List.of())))
                .toList();
    }

    static FlatEntry flat(Organization organization) {
        Organization.Parent parent = organization.parent();
        return new FlatEntry(organization.id().value(), organization.name(), parent == null ? null : parent.name());
    }

    static Details details(Organization organization, List<Organization> departments) {
        OrganizationDetails details = organization.details();
        Organization.Parent parent = organization.parent();
        Contacts contacts = details.contacts();
        return new Details(
                organization.id().value(),
                details.name(),
                parent == null ? null : parent.id().value(),
                parent == null ? null : parent.name(),
                certTypes(organization),
                departments.stream().map(OrganizationMessages::department).toList(),
                details.alternativeName(),
                details.alias(),
                details.alias(),
                contacts.emails(),
                contacts.webhook(),
                contacts.slack(),
                contacts.teams(),
                details.address().address1(),
                details.address().address2(),
                details.address().address3(),
                details.address().city(),
                details.address().stateOrProvince(),
                details.address().postalCode(),
                details.address().country(),
                ClientCertificateSettings.from(organization.keyRecovery()),
                details.sslCertsApiEnabled(),
                details.clientCertsApiEnabled());
    }

    private static Department department(Organization department) {
        Organization.Parent parent = department.parent();
        return new Department(
                department.id().value(),
                parent == null ? null : parent.name(),
                department.name(),
                certTypes(department));
    }

    private static List<String> certTypes(Organization organization) {
        return Arrays.stream(CertificateKind.values())
                .filter(organization.certificateKinds()::contains)
                .map(CertificateKind::wireName)
                .toList();
    }
}
