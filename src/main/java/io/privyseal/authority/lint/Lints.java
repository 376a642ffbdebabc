package io.privyseal.authority.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules, and the two moments at which they are applied. */
public final class Lints {
    static final List<Lint<LintSubject>> BEFORE_SIGNING = List.of(
            new VersionIsThree(),
            new SerialNumberShape(),
            new SerialNumberEntropy(),
            new SignatureAlgorithmEncoding(),
            new SignatureFitsIssuerKey(),
            new IssuerNamePresent(),
            new IssuerNameMatches(),
            new IssuerMaySign(),
            new RootsServeAuthoritiesOnly(),
            new ValidityTimeForm(),
            new ValidityTimeType(),
            new ValidityOrder(),
            new ValidityInsideIssuer(),
            new ValidityWithinTerm(),
            new SubjectOrNamePresent(),
            new SubjectMatchesPlan(),
            new AttributeLengths(),
            new AttributeStringTypes(),
            new AttributeCharacters(),
            new CountryCode(),
            new PublicKeyAccepted(),
            new PublicKeyMatchesPlan(),
            new UniqueIdentifiersAbsent(),
            new ExtensionsDistinct(),
            new CriticalExtensionsKnown(),
            new EncodingIsDer(),
            new AlternativeNamesCriticality(),
            new AlternativeNamesNotEmpty(),
            new AlternativeNamesDistinct(),
            new AlternativeNamesMatchPlan(),
            new DnsNameSyntax(),
            new IpAddressLength(),
            new MailAddressSyntax(),
            new UriSyntax(),
            new ServerHasAlternativeName(),
            new CommonNameInAlternativeNames(),
            new SubjectKeyIdentifierPresent(),
            new AuthorityKeyIdentifierMatches(),
            new BasicConstraintsFitPurpose(),
            new PathLengthInsideIssuer(),
            new PathLengthMatchesPlan(),
            new KeyUsagePresent(),
            new KeyUsageFitsKey(),
            new KeyUsageMatchesPlan(),
            new CertificateSigningIsForAuthorities(),
            new ExtendedKeyUsageShape(),
            new ExtendedKeyUsageMatchesPlan(),
            new SecurityIdentifierMatchesPlan(),
            new OcspSigningIsForResponders(),
            new ResponderHasNoCheck(),
            new CrlPointerPresent(),
            new IssuerPointerPresent());

    static final List<Lint<SignedSubject>> AFTER_SIGNING = List.of(
            new SignedEncodingIsDer(),
            new SignedAlgorithmsAgree(),
            new SignedBytesAreRecorded(),
            new SignatureVerifies(),
            new PlatformReads());

    private Lints() {}

    /** The rules that the certificate would break; with any, it must not be signed. */
    public static List<Finding> beforeSigning(LintSubject subject) {
        return findings(BEFORE_SIGNING, subject);
    }

    /** The rules that the signed certificate breaks; with any, it must not be handed out. */
    public static List<Finding> afterSigning(SignedSubject subject) {
        return findings(AFTER_SIGNING, subject);
    }

    private static <S> List<Finding> findings(List<Lint<S>> lints, S subject) {
        List<Finding> findings = new ArrayList<>(0);
        for (Lint<S> lint : lints) {
            fault(lint, subject)
                    .ifPresent(
                            fault -> findings.add(new Finding(lint.getClass().getSimpleName(), lint.source(), fault)));
        }
        return List.copyOf(findings);
    }

    /** What cannot be decoded breaks the rule that wanted to read it. */
    private static <S> Optional<String> fault(Lint<S> lint, S subject) {
        try {
            return lint.fault(subject);
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException undecodable) {
            return Optional.of("What this rule is about cannot be decoded.");
        }
    }
}
