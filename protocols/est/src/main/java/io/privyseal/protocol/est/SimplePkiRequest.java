package io.privyseal.protocol.est;

import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMECapabilities;
import org.bouncycastle.asn1.smime.SMIMECapability;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A CSR (RFC 2986), which is what CMC calls a Simple PKI Request, and what EST reads of it. Its signature and its key are
 * not looked at here.
 */
public final class SimplePkiRequest {
    private static final String WHAT = "The CSR";
    private static final ASN1ObjectIdentifier CHANGE_SUBJECT_NAME = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.7.36");
    private static final ASN1ObjectIdentifier DECRYPT_KEY_IDENTIFIER =
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.37");
    private static final ASN1ObjectIdentifier ASYMMETRIC_DECRYPT_KEY_IDENTIFIER =
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.54");
    // What Microsoft's older enrollment clients write in place of PKCS #9's identifier.
    private static final ASN1ObjectIdentifier MICROSOFT_EXTENSION_REQUEST =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14");

    private final byte[] csr;
    private final byte[] publicKey;
    private final CertificateNames names;
    private final @Nullable CertificateNames changedNames;
    private final List<String> challengePasswords;
    private final @Nullable DecryptionKey decryptionKey;

    private SimplePkiRequest(byte[] csr, CertificationRequest request) {
        CertificationRequestInfo info = request.getCertificationRequestInfo();
        Attributes attributes = new Attributes(info.getAttributes());
        this.csr = csr;
        this.publicKey = Asn1.der(info.getSubjectPublicKeyInfo());
        this.names = CertificateNames.of(
                info.getSubject(),
                attributes
                        .single(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)
                        .or(() -> attributes.single(MICROSOFT_EXTENSION_REQUEST))
                        .map(Extensions::getInstance)
                        .orElse(null));
        this.changedNames = attributes
                .single(CHANGE_SUBJECT_NAME)
                .map(value -> changed(info.getSubject(), names, value))
                .orElse(null);
        this.challengePasswords = attributes.all(PKCSObjectIdentifiers.pkcs_9_at_challengePassword).stream()
                .map(SimplePkiRequest::text)
                .toList();
        this.decryptionKey = decryptionKey(attributes);
    }

    /**
     * The key that a private key is to be encrypted to (RFC 7030 §4.4.1).
     *
     * @param identifier what client and server call it
     * @param isSymmetric whether it is a shared secret; otherwise it is the key identifier of a public key
     * @param algorithms object identifiers from the client's SMIMECapabilities; none when it has not sent them
     */
    public record DecryptionKey(byte[] identifier, boolean isSymmetric, List<String> algorithms) {
        public DecryptionKey {
            identifier = identifier.clone();
            algorithms = List.copyOf(algorithms);
        }

        @Override
        public byte[] identifier() {
            return identifier.clone();
        }
    }

    /**
     * Reads the body of an enrollment: base64 of a CSR, with PEM and bare DER taken as well.
     *
     * @throws EstException with {@link EstFailure#UNDECODABLE} or {@link EstFailure#TOO_LARGE}
     */
    public static SimplePkiRequest parse(byte[] body) {
        return of(EstBody.decode(body, "a CSR", "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"));
    }

    /**
     * Reads a CSR in DER.
     *
     * @throws EstException with {@link EstFailure#UNDECODABLE}
     */
    public static SimplePkiRequest of(byte[] csr) {
        Asn1Shape.requireDer(csr, WHAT);
        return Asn1.parse(WHAT, () -> new SimplePkiRequest(csr.clone(), CertificationRequest.getInstance(csr)));
    }

    /**
     * The same request for another key, which signs it: same names, same wishes.
     *
     * @param keys a pair of which the server makes the certificate's (RFC 7030 §4.4.1 has it ignore the one that came)
     */
    public SimplePkiRequest withKey(KeyPair keys, SecureRandom random) {
        CertificationRequestInfo info = CertificationRequest.getInstance(csr).getCertificationRequestInfo();
        PKCS10CertificationRequestBuilder builder = new PKCS10CertificationRequestBuilder(
                info.getSubject(),
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        if (info.getAttributes() != null) {
            for (ASN1Encodable member : info.getAttributes()) {
                Attribute attribute = Attribute.getInstance(member);
                builder.addAttribute(attribute.getAttrType(), attribute.getAttributeValues());
            }
        }
        try {
            return of(builder.build(new JcaContentSignerBuilder(SigningAlgorithm.of(keys.getPrivate()))
                            .setSecureRandom(random)
                            .build(keys.getPrivate()))
                    .getEncoded());
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("A request for a new key cannot be signed with it", e);
        }
    }

    /** The DER as it came. */
    public byte[] csr() {
        return csr.clone();
    }

    /** The DER of the SubjectPublicKeyInfo. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The names in the subject and in the extension request. */
    public CertificateNames names() {
        return names;
    }

    /** The names that a ChangeSubjectName attribute (RFC 6402 §2.8) asks for in their place. */
    public Optional<CertificateNames> changedNames() {
        return Optional.ofNullable(changedNames);
    }

    /** All values of challenge passwords; one is what a linked request has (RFC 7030 §3.5). */
    public List<String> challengePasswords() {
        return challengePasswords;
    }

    public Optional<DecryptionKey> decryptionKey() {
        return Optional.ofNullable(decryptionKey);
    }

    /**
     * Refuses a re-enrollment with other names than those of the certificate (RFC 7030 §4.2.2). Other names are asked for
     * by a ChangeSubjectName attribute, and beside it the certificate's own are repeated.
     *
     * @throws EstException with {@link EstFailure#OTHER_NAMES}
     */
    public void requireNamesOf(CertificateNames certificate) {
        if (!names.areSameAs(certificate)) {
            throw new EstException(
                    EstFailure.OTHER_NAMES,
                    "Subject and alternative names of the CSR are not those of the certificate that is to be replaced"
                            + " (RFC 7030 section 4.2.2).");
        }
    }

    private static CertificateNames changed(X500Name subject, CertificateNames names, ASN1Encodable value) {
        X500Name newSubject = null;
        GeneralNames newAlternatives = null;
        for (ASN1Encodable member : ASN1Sequence.getInstance(value)) {
            if (isAlternatives(member)) {
                newAlternatives = single(newAlternatives, alternatives(member));
            } else {
                newSubject = single(newSubject, X500Name.getInstance(member));
            }
        }
        if (newSubject == null && newAlternatives == null) {
            throw new IllegalArgumentException("a change of names without names");
        }
        GeneralNames alternatives = newAlternatives != null
                ? newAlternatives
                : names.alternatives().map(GeneralNames::getInstance).orElse(null);
        return new CertificateNames(newSubject == null ? subject : newSubject, alternatives);
    }

    /** Both members are sequences and both are optional: a Name's members are sets, a GeneralName is tagged. */
    private static boolean isAlternatives(ASN1Encodable member) {
        return member instanceof ASN1TaggedObject
                || (member instanceof ASN1Sequence sequence
                        && sequence.size() > 0
                        && sequence.getObjectAt(0) instanceof ASN1TaggedObject);
    }

    private static GeneralNames alternatives(ASN1Encodable member) {
        return member instanceof ASN1TaggedObject tagged
                ? GeneralNames.getInstance(tagged, false)
                : GeneralNames.getInstance(member);
    }

    private static <T> T single(@Nullable T earlier, T value) {
        if (earlier != null) {
            throw new IllegalArgumentException("twice the same");
        }
        return value;
    }

    private static String text(ASN1Encodable value) {
        if (value.toASN1Primitive() instanceof ASN1String string) {
            return string.getString();
        }
        throw new IllegalArgumentException("a challenge password is not a string");
    }

    private static @Nullable DecryptionKey decryptionKey(Attributes attributes) {
        Optional<ASN1Encodable> symmetric = attributes.single(DECRYPT_KEY_IDENTIFIER);
        Optional<ASN1Encodable> identifier = symmetric.or(() -> attributes.single(ASYMMETRIC_DECRYPT_KEY_IDENTIFIER));
        if (identifier.isEmpty()) {
            return null;
        }
        List<String> algorithms = new ArrayList<>();
        attributes.single(PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities).ifPresent(value -> {
            for (Object capability : SMIMECapabilities.getInstance(value).getCapabilities(null)) {
                algorithms.add(((SMIMECapability) capability).getCapabilityID().getId());
            }
        });
        return new DecryptionKey(
                ASN1OctetString.getInstance(identifier.get()).getOctets(), symmetric.isPresent(), algorithms);
    }

    /** The attributes of a CSR. */
    private record Attributes(@Nullable ASN1Set members) {
        List<ASN1Encodable> all(ASN1ObjectIdentifier type) {
            List<ASN1Encodable> values = new ArrayList<>();
            if (members != null) {
                for (ASN1Encodable member : members) {
                    Attribute attribute = Attribute.getInstance(member);
                    if (attribute.getAttrType().equals(type)) {
                        attribute.getAttrValues().forEach(values::add);
                    }
                }
            }
            return values;
        }

        /** Of an attribute that would leave it open which value counts if there were two. */
        Optional<ASN1Encodable> single(ASN1ObjectIdentifier type) {
            List<ASN1Encodable> values = all(type);
            if (values.size() > 1) {
                throw new IllegalArgumentException("more than one value");
            }
            return values.stream().findFirst();
        }
    }
}
