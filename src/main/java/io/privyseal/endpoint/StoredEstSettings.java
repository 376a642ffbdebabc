package io.privyseal.endpoint;

import io.privyseal.endpoint.EstSettings.ChannelBinding;
import io.privyseal.platform.AddressRange;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings as their column holds them, in JSON of plain values. */
@RegisterForReflection(registerFullHierarchy = true)
record StoredEstSettings(
        boolean wrapsBase64,
        ChannelBinding channelBinding,
        @Nullable Integer renewalWindowDays,
        List<String> trustAnchors,
        boolean serverKeygen,
        boolean csrAttributes,
        boolean fullCmc,
        List<String> networks) {

    static StoredEstSettings from(EstSettings settings) {
        return new StoredEstSettings(
                settings.wrapsBase64(),
                settings.channelBinding(),
                settings.renewalWindowDays(),
                TrustAnchors.write(settings.trustAnchors()),
                settings.serverKeygen(),
                settings.csrAttributes(),
                settings.fullCmc(),
                settings.networks().stream().map(AddressRange::toString).toList());
    }

    EstSettings toDomain() {
        return new EstSettings(
                wrapsBase64,
                channelBinding,
                renewalWindowDays,
                TrustAnchors.read(trustAnchors),
                serverKeygen,
                csrAttributes,
                fullCmc,
                networks.stream().map(AddressRange::of).toList());
    }
}
