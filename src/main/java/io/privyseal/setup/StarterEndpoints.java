package io.privyseal.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.access.PasswordPolicy;
import io.privyseal.audit.Actor;
import io.privyseal.endpoint.AccessCode;
import io.privyseal.endpoint.AccountAuthMethod;
import io.privyseal.endpoint.AccountDraft;
import io.privyseal.endpoint.CsrGenerationMethod;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointLookup;
import io.privyseal.endpoint.EndpointSettings;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.EstSettings;
import io.privyseal.endpoint.EstSettings.ChannelBinding;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.endpoint.ScepSettings.CaCertFormat;
import io.privyseal.organization.Reach;
import io.privyseal.platform.BeforeListening;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.StarterProfiles;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/**
 * Makes the SCEP and the EST endpoint with which a newcomer tries a client, each with an account and a random access code:
 * after the first start, or once after an upgrade from a server that had no such door.
 */
@Singleton
@Priority(120)
class StarterEndpoints implements BeforeListening {
    static final String SCEP_STEP = "scep";
    static final String EST_STEP = "est";

    /** Of the account, and so the user's name in EST. */
    static final String ACCOUNT = "starter";

    private static final Actor SETUP = Actor.system("setup");
    private static final String EXTENSION = EndpointLookup.STARTER_EXTENSION;

    private final StarterSteps steps;
    private final StarterSites sites;
    private final Endpoints endpoints;
    private final EndpointAccounts accounts;
    private final FirstRunFile file;
    private final PublicUrls urls;
    private final StarterDoorsConfig config;
    private final SecureRandom random;

    StarterEndpoints(
            StarterSteps steps,
            StarterSites sites,
            Endpoints endpoints,
            EndpointAccounts accounts,
            FirstRunFile file,
            PublicUrls urls,
            StarterDoorsConfig config,
            SecureRandom random) {
        this.steps = steps;
        this.sites = sites;
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.file = file;
        this.urls = urls;
        this.config = config;
        this.random = random;
    }

    @Override
    public void beforeListening() {
        steps.once(SCEP_STEP, "starter SCEP endpoint", this::makeScep);
        steps.once(EST_STEP, "starter EST endpoint", this::makeEst);
    }

    private void makeScep(StarterSite site) {
        CertificateProfile profile = sites.profile(site, StarterProfiles.ENROLLING_DEVICE, SETUP);
        EnrollmentEndpoint endpoint = endpoint(site, EndpointType.DEVICE_SCEP, "Starter SCEP", scep());
        file.read().ifPresent(content -> {
            describe(content, profile);
            content.withObjectProperty("urls").put("scep", urls.httpBaseUrl() + EndpointDoor.SCEP.path(EXTENSION));
            ObjectNode secret = content.withObjectProperty("scep");
            if (!secret.has("challenge")) {
                String challenge = PasswordPolicy.random(random);
                secret.put("accountId", account(site, endpoint, profile, challenge));
                secret.put("challenge", challenge);
            }
            file.write(content);
        });
    }

    private void makeEst(StarterSite site) {
        CertificateProfile profile = sites.profile(site, StarterProfiles.ENROLLING_DEVICE, SETUP);
        EnrollmentEndpoint endpoint = endpoint(site, EndpointType.DEVICE_EST, "Starter EST", est());
        file.read().ifPresent(content -> {
            describe(content, profile);
            // Without the label, which not every client knows (RFC 7030 §3.2.2).
            content.withObjectProperty("urls").put("est", urls.baseUrl() + "/.well-known/est");
            ObjectNode secret = content.withObjectProperty("est");
            if (!secret.has("password")) {
                String password = PasswordPolicy.random(random);
                secret.put("accountId", account(site, endpoint, profile, password));
                secret.put("user", ACCOUNT);
                secret.put("password", password);
            }
            file.write(content);
        });
    }

    private static void describe(ObjectNode content, CertificateProfile profile) {
        content.withObjectProperty("profiles").put(profile.name(), profile.id().value());
    }

    private EnrollmentEndpoint endpoint(StarterSite site, EndpointType type, String name, EndpointSettings settings) {
        return endpoints
                .findByUriExtension(type.door(), EXTENSION)
                .orElseGet(() -> endpoints.create(
                        site.customer(),
                        Reach.everything(),
                        new EndpointDraft(type, name, EXTENSION, Set.of(site.organization()), true, settings),
                        SETUP));
    }

    /** The number of the account, which has the access code now: one that a cut-off start made is known to nobody. */
    private long account(StarterSite site, EnrollmentEndpoint endpoint, CertificateProfile profile, String accessCode) {
        AccessCode code = new AccessCode(accessCode);
        return accounts.of(endpoint).stream()
                .filter(found -> found.name().equals(ACCOUNT))
                .findFirst()
                .map(found -> accounts.update(
                        site.customer(), Reach.everything(), endpoint.id(), found.id(), draft -> draft, code, SETUP))
                .orElseGet(() -> accounts.create(
                        site.customer(), Reach.everything(), endpoint.id(), draft(site, profile), code, SETUP))
                .id()
                .value();
    }

    private static AccountDraft draft(StarterSite site, CertificateProfile profile) {
        return new AccountDraft(
                ACCOUNT,
                site.organization(),
                List.of(profile.id()),
                profile.rules().terms().getFirst(),
                true,
                CsrGenerationMethod.PROVIDED,
                AccountAuthMethod.ACCESS_CODE,
                List.of());
    }

    /** With the root, which strongSwan has to find among the CA's certificates. */
    private ScepSettings scep() {
        return new ScepSettings(
                CaCertFormat.RA_ISSUER_ROOT,
                false,
                Set.of(),
                true,
                null,
                false,
                List.of(),
                null,
                null,
                config.starterDoorsFrom());
    }

    /** With all that clients can try; the network is the limit. */
    private EstSettings est() {
        return new EstSettings(
                false, ChannelBinding.IGNORE_ABSENT, null, List.of(), true, true, true, config.starterDoorsFrom());
    }
}
