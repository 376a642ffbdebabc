package io.privyseal.endpoint;

import io.privyseal.authority.AuthorityId;
import io.privyseal.platform.AddressRange;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SCEP endpoint does (RFC 8894); valid by construction.
 *
 * @param caCertFormat what GetCACert answers
 * @param chainInAnswers whether a CertRep holds the issuer's chain beside the certificate
 * @param legacyAlgorithms which clients may use besides the ones that are safe
 * @param keyReuseAtRenewal whether a renewal may have the old certificate's key
 * @param renewalWindowDays how long before its end a certificate can be renewed; null for at any time
 * @param renewalNeedsChallenge whether a renewal has to bring a challenge, though the old certificate signs it
 * @param trustAnchors outside CAs; who has a certificate of them enrolls without a challenge
 * @param webhook who is asked about the challenges; null for nobody
 * @param azureAccount of an Intune endpoint: by which Microsoft is asked about the challenges
 * @param networks where clients may come from; empty for everywhere
 * @param nextIssuer the CA whose certificate GetNextCACert answers (RFC 8894 §4.7); null for none
 */
public record ScepSettings(
        CaCertFormat caCertFormat,
        boolean chainInAnswers,
        Set<LegacyAlgorithm> legacyAlgorithms,
        boolean keyReuseAtRenewal,
        @Nullable Integer renewalWindowDays,
        boolean renewalNeedsChallenge,
        List<X509Certificate> trustAnchors,
        @Nullable ChallengeWebhook webhook,
        @Nullable Long azureAccount,
        List<AddressRange> networks,
        @Nullable AuthorityId nextIssuer)
        implements EndpointSettings {
    /** The settings of an endpoint of which nothing has been said. */
    public static final ScepSettings DEFAULT = new ScepSettings(
            CaCertFormat.RA_AND_ISSUER, false, Set.of(), true, null, false, List.of(), null, null, List.of());

    /** Which certificates GetCACert answers with. */
    public enum CaCertFormat {
        /** The RA's certificate and the issuing CA's. */
        RA_AND_ISSUER,
        /** The issuing CA's alone, for clients that know no RA. */
        ISSUER_ONLY,
        /** The RA's and the whole chain. */
        RA_ISSUER_ROOT
    }

    /** Algorithms that old clients need. */
    public enum LegacyAlgorithm {
        DES_EDE3,
        SHA1
    }

    /** Without a CA to come. */
    public ScepSettings(
            CaCertFormat caCertFormat,
            boolean chainInAnswers,
            Set<LegacyAlgorithm> legacyAlgorithms,
            boolean keyReuseAtRenewal,
            @Nullable Integer renewalWindowDays,
            boolean renewalNeedsChallenge,
            List<X509Certificate> trustAnchors,
            @Nullable ChallengeWebhook webhook,
            @Nullable Long azureAccount,
            List<AddressRange> networks) {
        this(
                caCertFormat,
                chainInAnswers,
                legacyAlgorithms,
                keyReuseAtRenewal,
                renewalWindowDays,
                renewalNeedsChallenge,
                trustAnchors,
                webhook,
                azureAccount,
                networks,
                null);
    }

    /** Throws a refusal that names the rule at fault. */
    public ScepSettings {
        legacyAlgorithms = Set.copyOf(legacyAlgorithms);
        networks = List.copyOf(networks);
        Settings.requireRenewalWindow("scep.renewalWindowDays", renewalWindowDays);
        trustAnchors = TrustAnchors.require("scep.trustAnchors", trustAnchors);
        Settings.requireNetworks("scep.networks", networks);
        if (webhook != null && azureAccount != null) {
            throw Settings.invalid("scep.webhook", "cannot be set where Intune is asked about the challenges");
        }
    }

    @Override
    public EndpointDoor door() {
        return EndpointDoor.SCEP;
    }

    /** Whether clients may use the algorithm. */
    public boolean allows(LegacyAlgorithm algorithm) {
        return legacyAlgorithms.contains(algorithm);
    }
}
