package io.privyseal.rest.acme;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.endpoint.AcmeClient;
import io.privyseal.endpoint.AcmePause;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccount;
import io.privyseal.endpoint.Replacement;
import io.privyseal.endpoint.ReplacementScope;
import io.privyseal.endpoint.ValidationLevel;
import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.profile.ProfileId;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.DateFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** ACME accounts, clients and servers as the contract reads and shows them. */
final class AcmeMessages {
    private static final String PENDING = "pending";
    private static final String VALID = "valid";
    private static final String KEY = "base64url; left out for callers without the privilege sslRequest";

    private AcmeMessages() {}

    /** An account of the private group. */
    @Schema(name = "PrivateAcmeAccount")
    record PrivateAccount(
            long id,
            String accountId,
            String macId,
            @Schema(description = KEY) @Nullable String macKey,
            String acmeServer,
            String name,
            long organizationId,
            @Nullable String profileName,

            @Schema(description = "true when only one client may bind to it; left out otherwise") @Nullable
            Boolean singleUse) {
        static PrivateAccount from(ExternalAccount account, String acmeServer, boolean showKey) {
            return new PrivateAccount(
                    account.id().value(),
                    account.accountId(),
                    account.macId(),
                    showKey ? account.macKey().base64Url() : null,
                    acmeServer,
                    account.name(),
                    account.organization().value(),
                    account.profileName(),
                    account.singleUse() ? true : null);
        }
    }

    /** An account of the public group. */
    @Schema(name = "PublicAcmeAccount")
    record PublicAccount(
            long id,
            String accountId,
            String macId,
            @Schema(description = KEY) @Nullable String macKey,
            String acmeServer,
            String name,
            long organizationId,

            @Schema(enumeration = {"DV", "OV", "EV"}) @Nullable
            String certValidationType,

            @Schema(
                    description = "pending until a client binds to it",
                    enumeration = {PENDING, VALID})
            String status,

            @Schema(description = "true when only one client may bind to it; left out otherwise") @Nullable
            Boolean singleUse,

            @Schema(description = "In the first version only") @Nullable
            List<DomainName> domains) {
        static PublicAccount from(ExternalAccount account, String acmeServer, boolean showKey) {
            return from(account, acmeServer, showKey, null);
        }

        static PublicAccount withDomains(ExternalAccount account, String acmeServer, boolean showKey) {
            return from(
                    account,
                    acmeServer,
                    showKey,
                    account.domains().stream().map(DomainName::new).toList());
        }

        private static PublicAccount from(
                ExternalAccount account, String acmeServer, boolean showKey, @Nullable List<DomainName> domains) {
            ValidationLevel level = account.validationLevel();
            return new PublicAccount(
                    account.id().value(),
                    account.accountId(),
                    account.macId(),
                    showKey ? account.macKey().base64Url() : null,
                    acmeServer,
                    account.name(),
                    account.organization().value(),
                    level == null ? null : level.name(),
                    account.uses() > 0 ? VALID : PENDING,
                    account.singleUse() ? true : null,
                    domains);
        }
    }

    /** An account to create. */
    @Schema(name = "AcmeAccountCreation")
    record CreateRequest(
            @Schema(required = true, maxLength = 128) @Nullable
            String name,

            @Schema(required = true, maxLength = LONGEST_URL, description = "Address of the server's directory")
            @Nullable
            String acmeServer,

            @Schema(required = true, type = SchemaType.INTEGER, minimum = "1") @Nullable
            Long organizationId,

            @Schema(description = "Limits its clients to one of the server's profiles") @Nullable
            String profileName,

            @Schema(
                    description = "Kept and shown, without effect",
                    enumeration = {"DV", "OV", "EV"})
            @Nullable
            String certValidationType,

            @Schema(description = "Whether only one client may bind to it; default: false") @Nullable
            Boolean singleUse) {
        private static final int LONGEST_URL = 1024;
        private static final int LONGEST_PROFILE = 64;

        long requireOrganization() {
            if (organizationId == null) {
                throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'organizationId' must not be null.");
            }
            return organizationId;
        }

        String requireServer() {
            return Text.requireClean("acmeServer", acmeServer, LONGEST_URL);
        }

        @Nullable
        String profile() {
            return Text.optionalClean("profileName", profileName, LONGEST_PROFILE);
        }

        @Nullable
        ValidationLevel validationLevel() {
            return readLevel(certValidationType);
        }

        boolean isSingleUse() {
            return singleUse != null && singleUse;
        }
    }

    /** What can be changed of an account. */
    @Schema(name = "AcmeAccountUpdate")
    record UpdateRequest(@Schema(maxLength = 128) @Nullable String name) {}

    /** A name. */
    @Schema(name = "AcmeDomainName")
    record DomainName(
            @Schema(required = true, maxLength = 1024) @Nullable
            String name) {}

    /** Names to add or remove. */
    @Schema(name = "AcmeDomainNames")
    record DomainsRequest(
            @Schema(required = true, minItems = 1, maxItems = MOST_NAMES) @Nullable
            List<@Nullable DomainName> domains) {
        private static final int MOST_NAMES = 1_000;
        private static final int LONGEST_NAME = 1_024;

        List<String> names() {
            List<String> names = Bodies.entries(domains).stream()
                    .map(domain -> Text.requireClean("domains.name", domain.name(), LONGEST_NAME))
                    .toList();
            if (names.isEmpty() || names.size() > MOST_NAMES) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "'domains' must have 1 to " + MOST_NAMES + " entries.");
            }
            return names;
        }
    }

    /** A name that limits an account; nothing here makes it run out. */
    @Schema(name = "AcmeDomain")
    record DomainEntry(String name) {}

    /** What could not be added. */
    @Schema(name = "NotAddedAcmeDomains")
    record NotAdded(List<String> notAddedDomains) {}

    /** What could not be removed. */
    @Schema(name = "NotRemovedAcmeDomains")
    record NotRemoved(List<String> notRemovedDomains) {}

    /** A client that bound itself to an account. */
    @Schema(name = "AcmeClient")
    record Client(
            long id,
            String accountId,
            @Nullable String ipAddress,
            @Nullable String userAgent,

            @Schema(enumeration = {"valid", "deactivated", "revoked"})
            String status,

            @Nullable String lastActivity,
            String contacts) {
        static Client from(AcmeClient client) {
            return new Client(
                    client.id(),
                    client.accountId(),
                    client.address(),
                    client.userAgent(),
                    client.status().name().toLowerCase(Locale.ROOT),
                    DateFormat.ISO_HMS.formatIfSet(client.lastActivity()),
                    String.join(", ", client.contacts()));
        }
    }

    /** A client that is not served for a name. */
    @Schema(name = "AcmePause")
    record Pause(
            long id,
            long endpointId,

            @Schema(description = "Last part of the account's URL")
            String accountId,

            String identifier,

            @Schema(description = "Failed validations in a row")
            int failures,

            String since) {
        static Pause from(AcmePause pause) {
            return new Pause(
                    pause.id(),
                    pause.endpoint().value(),
                    Long.toString(pause.account()),
                    pause.identifier(),
                    pause.failures(),
                    DateFormat.ISO_HMS.format(pause.since()));
        }
    }

    /** Certificates to be replaced, as a caller names them. */
    @Schema(name = "MarkAcmeReplacementRequest")
    record MarkRequest(
            @Nullable Long certificateId,

            @Schema(description = "Hexadecimal, colons allowed") @Nullable
            String serialNumber,

            @Nullable Long issuerId,
            @Nullable Long profileId,

            @Schema(description = "http or https URL of a page that says why") @Nullable
            String explanationUrl) {
        private static final int LONGEST_URL = 2_048;

        ReplacementScope scope() {
            return new ReplacementScope(
                    certificateId == null ? null : new CertificateId(certificateId),
                    serialNumber == null
                            ? null
                            : SerialNumber.parse(serialNumber).orElseThrow(() -> invalid("serialNumber")),
                    issuerId == null ? null : new AuthorityId(issuerId),
                    profileId == null ? null : new ProfileId(profileId));
        }

        @Nullable
        URI explanation() {
            if (explanationUrl == null) {
                return null;
            }
            try {
                URI uri = new URI(explanationUrl);
                boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
                if (web && uri.getHost() != null && explanationUrl.length() <= LONGEST_URL) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'explanationUrl' is invalid.", e);
            }
            throw invalid("explanationUrl");
        }

        private static RefusedException invalid(String field) {
            return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' is invalid.");
        }
    }

    /** Certificates to be replaced. */
    @Schema(name = "AcmeReplacement")
    record Marked(
            long id,
            @Nullable Long certificateId,
            @Nullable String serialNumber,
            @Nullable Long issuerId,
            @Nullable Long profileId,
            @Nullable String explanationUrl,
            String marked) {
        static Marked from(Replacement mark) {
            ReplacementScope scope = mark.scope();
            URI explanation = mark.explanation();
            return new Marked(
                    mark.id(),
                    scope.certificate() == null ? null : scope.certificate().value(),
                    scope.serial() == null ? null : scope.serial().hex(),
                    scope.issuer() == null ? null : scope.issuer().value(),
                    scope.profile() == null ? null : scope.profile().value(),
                    explanation == null ? null : explanation.toString(),
                    DateFormat.ISO_HMS.format(mark.marked()));
        }
    }

    /** An ACME endpoint, as one of the contract's servers; what it calls products are the number of the profile. */
    @Schema(name = "AcmeServer")
    record Server(
            String url,
            long caId,
            String name,
            long singleProductId,
            long multiProductId,
            long wcProductId,

            @Schema(
                    description = "As asked for: a server takes accounts of every type",
                    enumeration = {"DV", "OV", "EV"})
            @Nullable
            String certValidationType) {
        static Server from(EnrollmentEndpoint endpoint, String url, long issuer, @Nullable ValidationLevel level) {
            long profile = endpoint.acme().defaultProfile().profile().value();
            return new Server(
                    url, issuer, endpoint.name(), profile, profile, profile, level == null ? null : level.name());
        }
    }

    static @Nullable ValidationLevel readLevel(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return ValidationLevel.named(text.strip())
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'certValidationType' must be among DV, OV, EV."));
    }

    /** Whether accounts with this status have been used; null for any. */
    static @Nullable Boolean readUsed(@Nullable String status) {
        if (status == null || status.isBlank()) {
            return null;
        }
        return switch (status.strip().toLowerCase(Locale.ROOT)) {
            case PENDING -> false;
            case VALID -> true;
            default ->
                throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'status' must be among pending, valid.");
        };
    }
}
