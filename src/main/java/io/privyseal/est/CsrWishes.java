package io.privyseal.est;

import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.EstSettings;
import io.privyseal.platform.key.KeyType;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.Profiles;
import io.privyseal.protocol.est.CsrAttributes;
import io.privyseal.protocol.est.CsrAttributes.SubjectAttribute;
import io.privyseal.protocol.est.CsrAttributes.WantedKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/** What an endpoint wants to find in a CSR, as far as the profile leaves no choice (RFC 7030 §4.5). */
@Singleton
class CsrWishes {
    private final EndpointAccounts accounts;
    private final Profiles profiles;

    CsrWishes(EndpointAccounts accounts, Profiles profiles) {
        this.accounts = accounts;
        this.profiles = profiles;
    }

    /**
     * The wishes; empty when there are none.
     *
     * @param client where it has said who it is
     */
    Optional<CsrAttributes> of(EnrollmentEndpoint endpoint, Optional<EstClient> client) {
        EstSettings settings = endpoint.est();
        if (!settings.csrAttributes()) {
            return Optional.empty();
        }
        boolean linked = settings.channelBinding() == EstSettings.ChannelBinding.REQUIRED;
        Optional<EndpointAccount> account = client.map(EstClient::account).or(() -> only(accounts.of(endpoint)));
        if (account.isEmpty()) {
            return linked ? Optional.of(new CsrAttributes(true, null, null, List.of(), List.of())) : Optional.empty();
        }
        ProfileRules rules =
                profiles.require(endpoint.customer(), account.get().profile()).rules();
        return Optional.of(new CsrAttributes(
                linked,
                key(rules),
                null,
                List.of(new SubjectAttribute(BCStyle.CN.getId(), null)),
                rules.names().contains(SubjectAlternativeName.Kind.DNS)
                        ? List.of(Extension.subjectAlternativeName.getId())
                        : List.of()));
    }

    private static Optional<EndpointAccount> only(List<EndpointAccount> accounts) {
        return accounts.size() == 1 ? Optional.of(accounts.getFirst()) : Optional.empty();
    }

    /** RFC 7030 §4.5.2: the kind of key where there is one only; a choice among several cannot be told. */
    private static @Nullable WantedKey key(ProfileRules rules) {
        List<KeyType> allowed = rules.keyTypes().entrySet().stream()
                .flatMap(family ->
                        family.getValue().stream().flatMap(size -> KeyType.ofWire(family.getKey(), size).stream()))
                .toList();
        return allowed.size() == 1 ? wanted(allowed.getFirst()) : null;
    }

    private static @Nullable WantedKey wanted(KeyType key) {
        return switch (key.algorithm()) {
            case RSA -> new WantedKey.Rsa(key.bits());
            case EC -> new WantedKey.EllipticCurve(curve(key));
            // There is no parameter that could tell them.
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> null;
        };
    }

    private static String curve(KeyType key) {
        return switch (key.bits()) {
            case 256 -> SECObjectIdentifiers.secp256r1.getId();
            case 384 -> SECObjectIdentifiers.secp384r1.getId();
            case 521 -> SECObjectIdentifiers.secp521r1.getId();
            default -> throw new IllegalArgumentException("There is no curve of " + key.bits() + " bits");
        };
    }
}
