package io.privyseal.rest.endpoint;

import static io.privyseal.rest.endpoint.Fields.certificates;
import static io.privyseal.rest.endpoint.Fields.constant;
import static io.privyseal.rest.endpoint.Fields.or;
import static io.privyseal.rest.endpoint.Fields.ranges;
import static io.privyseal.rest.endpoint.Fields.shown;
import static io.privyseal.rest.endpoint.Fields.word;
import static io.privyseal.rest.endpoint.Fields.zeroAsNull;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.EstSettings;
import io.privyseal.endpoint.EstSettings.ChannelBinding;
import io.privyseal.platform.AddressRange;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The settings of an EST endpoint; in a request, what is left out stays as it is, or as the default says. */
@Schema(name = "EstEndpointSettings")
record EstMessage(
        @Schema(description = "Whether clients are served; default: true") @Nullable
        Boolean enabled,

        @Schema(description = "Whether answers have lines of 64 characters instead of one line; default: false")
        @Nullable
        Boolean wrapBase64,

        @Schema(
                description = "With required, each request must be tied to its TLS session; default: ignore_absent",
                enumeration = {"ignore_absent", "required"})
        @Nullable
        String channelBinding,

        @Schema(description = "How many days before its end a certificate can be renewed; 0, the default, for any time")
        @Nullable
        Integer renewalWindowDays,

        @Schema(description = "Outside CAs, in PEM: who has a certificate of theirs enrolls without an access code")
        @Nullable
        List<@Nullable String> trustAnchors,

        @Schema(description = "Whether the server makes keys for clients that ask for it; default: false") @Nullable
        Boolean serverKeygen,

        @Schema(description = "Whether clients are told what to ask for; default: true") @Nullable
        Boolean csrAttributes,

        @Schema(description = "Whether full CMC requests are served; default: false") @Nullable
        Boolean fullCmc,

        @Schema(description = "Addresses and networks that clients may come from; empty for all") @Nullable
        List<@Nullable String> networks) {

    static EstMessage from(EnrollmentEndpoint endpoint) {
        EstSettings settings = endpoint.est();
        return new EstMessage(
                endpoint.enabled(),
                settings.wrapsBase64(),
                word(settings.channelBinding()),
                settings.renewalWindowDays(),
                shown(settings.trustAnchors(), Fields::pem),
                settings.serverKeygen(),
                settings.csrAttributes(),
                settings.fullCmc(),
                shown(settings.networks(), AddressRange::toString));
    }

    boolean enabledOr(boolean current) {
        return or(enabled, current);
    }

    EstSettings applyTo(EstSettings current) {
        return new EstSettings(
                or(wrapBase64, current.wrapsBase64()),
                channelBinding == null
                        ? current.channelBinding()
                        : constant("est.channelBinding", channelBinding, ChannelBinding.values()),
                zeroAsNull(renewalWindowDays, current.renewalWindowDays()),
                trustAnchors == null ? current.trustAnchors() : certificates("est.trustAnchors", trustAnchors),
                or(serverKeygen, current.serverKeygen()),
                or(csrAttributes, current.csrAttributes()),
                or(fullCmc, current.fullCmc()),
                networks == null ? current.networks() : ranges("est.networks", networks));
    }
}
