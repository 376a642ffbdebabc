package io.privyseal.endpoint;

import io.privyseal.platform.AddressRange;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an EST endpoint does (RFC 7030); valid by construction.
 *
 * @param wrapsBase64 whether answers have lines of 64 characters, instead of one line
 * @param renewalWindowDays how long before its end a certificate can be renewed; null for at any time
 * @param trustAnchors outside CAs; who has a certificate of them enrolls without an access code
 * @param serverKeygen whether the server makes keys for clients (RFC 7030 §4.4)
 * @param csrAttributes whether clients are told what to ask for (RFC 7030 §4.5)
 * @param fullCmc whether full CMC requests are served (RFC 7030 §4.3)
 * @param networks where clients may come from; empty for everywhere
 */
public record EstSettings(
        boolean wrapsBase64,
        ChannelBinding channelBinding,
        @Nullable Integer renewalWindowDays,
        List<X509Certificate> trustAnchors,
        boolean serverKeygen,
        boolean csrAttributes,
        boolean fullCmc,
        List<AddressRange> networks)
        implements EndpointSettings {
    /** The settings of an endpoint of which nothing has been said. */
    public static final EstSettings DEFAULT =
            new EstSettings(false, ChannelBinding.IGNORE_ABSENT, null, List.of(), false, true, false, List.of());

    /** Whether a request must be tied to its TLS session (RFC 7030 §3.5); a value that is there is always verified. */
    public enum ChannelBinding {
        IGNORE_ABSENT,
        REQUIRED
    }

    /** Throws a refusal that names the rule at fault. */
    public EstSettings {
        networks = List.copyOf(networks);
        Settings.requireRenewalWindow("est.renewalWindowDays", renewalWindowDays);
        trustAnchors = TrustAnchors.require("est.trustAnchors", trustAnchors);
        Settings.requireNetworks("est.networks", networks);
    }

    @Override
    public EndpointDoor door() {
        return EndpointDoor.EST;
    }
}
