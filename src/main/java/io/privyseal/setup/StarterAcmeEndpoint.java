package io.privyseal.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.audit.Actor;
import io.privyseal.endpoint.AcmeSettings;
import io.privyseal.endpoint.ChallengeType;
import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointLookup;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.ExternalAccountPolicy;
import io.privyseal.endpoint.IdentifierType;
import io.privyseal.endpoint.OfferedProfile;
import io.privyseal.endpoint.RateLimits;
import io.privyseal.organization.Reach;
import io.privyseal.platform.BeforeListening;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.StarterProfiles;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Makes the ACME endpoint with which a newcomer tries a client: after the first start, or once after an upgrade from a
 * server that had no ACME door. Where the first start's objects are gone by then, there is nothing to make it of.
 */
@Singleton
@Priority(110)
class StarterAcmeEndpoint implements BeforeListening {
    static final String EXTENSION = EndpointLookup.STARTER_EXTENSION;

    private static final String STEP = "acme";
    private static final Actor SETUP = Actor.system("setup");
    private static final String NAME = "Starter ACME";
    private static final String OFFERED_AS = "default";
    private static final int MOST_IDENTIFIERS = 100;

    /** Above what a hundred clients on one machine do, and still an end to a loop. */
    private static final RateLimits LIMITS = new RateLimits(10_000, 10_000, 1_000, 10_000, 0, 0, 0);

    private final StarterSteps steps;
    private final StarterSites sites;
    private final Endpoints endpoints;
    private final FirstRunFile file;
    private final PublicUrls urls;
    private final StarterDoorsConfig config;

    StarterAcmeEndpoint(
            StarterSteps steps,
            StarterSites sites,
            Endpoints endpoints,
            FirstRunFile file,
            PublicUrls urls,
            StarterDoorsConfig config) {
        this.steps = steps;
        this.sites = sites;
        this.endpoints = endpoints;
        this.file = file;
        this.urls = urls;
        this.config = config;
    }

    @Override
    public void beforeListening() {
        steps.once(STEP, "starter ACME endpoint", this::make);
    }

    private void make(StarterSite site) {
        CertificateProfile profile = sites.profile(site, StarterProfiles.ACME_SSL, SETUP);
        if (endpoints.findByUriExtension(EndpointDoor.ACME, EXTENSION).isEmpty()) {
            endpoints.create(site.customer(), Reach.everything(), draft(site, profile), SETUP);
        }
        file.read().ifPresent(content -> describe(content, profile));
    }

    private void describe(ObjectNode content, CertificateProfile profile) {
        content.withObjectProperty("profiles").put(profile.name(), profile.id().value());
        content.withObjectProperty("urls").put("acme", urls.baseUrl() + EndpointDoor.ACME.path(EXTENSION));
        file.write(content);
    }

    private EndpointDraft draft(StarterSite site, CertificateProfile profile) {
        OfferedProfile offered = new OfferedProfile(OFFERED_AS, profile.id(), profile.description(), null);
        AcmeSettings settings = new AcmeSettings(
                List.of(offered),
                Set.of(ChallengeType.values()),
                Set.of(IdentifierType.values()),
                MOST_IDENTIFIERS,
                ExternalAccountPolicy.NONE,
                true,
                AcmeSettings.Approval.AUTOMATIC,
                AcmeSettings.Lifetimes.DEFAULT,
                config.starterDoorsFrom(),
                true,
                LIMITS,
                AcmeSettings.About.NOTHING);
        return new EndpointDraft(
                EndpointType.PRIVATE_ACME, NAME, EXTENSION, Set.of(site.organization()), true, settings);
    }
}
