package io.privyseal.setup;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.organization.Customer;
import io.privyseal.organization.Customers;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.CustomerId;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.Profiles;
import io.privyseal.profile.StarterProfiles;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds what starter endpoints are made of. */
@Singleton
class StarterSites {
    private final Customers customers;
    private final Organizations organizations;
    private final Authorities authorities;
    private final Profiles profiles;

    StarterSites(Customers customers, Organizations organizations, Authorities authorities, Profiles profiles) {
        this.customers = customers;
        this.organizations = organizations;
        this.authorities = authorities;
        this.profiles = profiles;
    }

    /** None where the customer, the organization or the CA of the first start is gone. */
    Optional<StarterSite> find() {
        return customers.findByUri(FirstStart.CUSTOMER_URI).map(Customer::id).flatMap(this::find);
    }

    private Optional<StarterSite> find(CustomerId customer) {
        return organizations.all(customer).stream()
                .filter(found -> !found.isDepartment() && found.name().equals(FirstStart.ORGANIZATION))
                .findFirst()
                .flatMap(organization -> authorities.list(customer).stream()
                        .filter(found -> found.name().equals(FirstStart.ISSUING_NAME))
                        .findFirst()
                        .map(issuer -> new StarterSite(customer, organization.id(), issuer.id())));
    }

    /** The profile, made where there is none of its name. */
    CertificateProfile profile(StarterSite site, StarterProfiles starter, Actor actor) {
        return profiles.list(site.customer(), starter.kind()).stream()
                .filter(found -> found.name().equalsIgnoreCase(starter.displayName()))
                .findFirst()
                .orElseGet(() -> profiles.create(site.customer(), starter.kind(), starter.draft(site.issuer()), actor));
    }
}
