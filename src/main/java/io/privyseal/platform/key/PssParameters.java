package io.privyseal.platform.key;

import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** RSASSA-PSS parameters (RFC 4055 §3.1), as far as anyone uses them: one SHA-2 digest for both hash and mask. */
final class PssParameters {
    private static final int LONGEST_SALT = 64;

    private PssParameters() {}

    static Optional<PSSParameterSpec> read(ASN1Encodable encoded) {
        try {
            RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(encoded);
            AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
            ASN1ObjectIdentifier digest = parameters.getHashAlgorithm().getAlgorithm();
            ASN1ObjectIdentifier maskDigest =
                    AlgorithmIdentifier.getInstance(mask.getParameters()).getAlgorithm();
            int salt = parameters.getSaltLength().intValueExact();
            boolean usual = mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                    && maskDigest.equals(digest)
                    && parameters.getTrailerField().intValueExact() == PSSParameterSpec.TRAILER_FIELD_BC
                    && salt >= 0
                    && salt <= LONGEST_SALT;
            return usual ? digestName(digest).map(name -> specification(name, salt)) : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException undecodable) {
            return Optional.empty();
        }
    }

    private static PSSParameterSpec specification(String digest, int salt) {
        return new PSSParameterSpec(
                digest, "MGF1", new MGF1ParameterSpec(digest), salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private static Optional<String> digestName(ASN1ObjectIdentifier digest) {
        if (digest.equals(NISTObjectIdentifiers.id_sha256)) {
            return Optional.of("SHA-256");
        }
        if (digest.equals(NISTObjectIdentifiers.id_sha384)) {
            return Optional.of("SHA-384");
        }
        return digest.equals(NISTObjectIdentifiers.id_sha512) ? Optional.of("SHA-512") : Optional.empty();
    }
}
