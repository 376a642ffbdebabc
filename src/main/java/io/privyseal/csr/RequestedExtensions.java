package io.privyseal.csr;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/** The extensions that a CSR asks for (RFC 2985 §5.4.2), as far as a profile may grant them; all others are ignored. */
record RequestedExtensions(
        List<SubjectAlternativeName> names,
        List<String> unsupportedNameKinds,
        Optional<Set<KeyUsageBit>> keyUsage,
        List<String> extendedKeyUsage) {
    // More names than any certificate here may have; keeps the later steps bounded.
    private static final int MOST_NAMES = 500;
    // What Microsoft's older enrollment clients write instead of PKCS #9's identifier (szOID_CERT_EXTENSIONS).
    private static final ASN1ObjectIdentifier MICROSOFT_EXTENSION_REQUEST =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14");

    RequestedExtensions {
        names = List.copyOf(names);
        unsupportedNameKinds = List.copyOf(unsupportedNameKinds);
        extendedKeyUsage = List.copyOf(extendedKeyUsage);
    }

    /**
     * Reads the attributes of a CSR whose shape is sound.
     *
     * @throws IllegalArgumentException when they cannot be decoded
     * @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED} for names that no certificate may carry
     */
    static RequestedExtensions read(@Nullable ASN1Set attributes) {
        Optional<Extensions> requested = attributes == null ? Optional.empty() : find(attributes);
        if (requested.isEmpty()) {
            return new RequestedExtensions(List.of(), List.of(), Optional.empty(), List.of());
        }
        Set<SubjectAlternativeName> names = new LinkedHashSet<>();
        Set<String> unsupported = new LinkedHashSet<>();
        value(requested.get(), Extension.subjectAlternativeName)
                .ifPresent(value -> readNames(GeneralNames.getInstance(value), names, unsupported));
        // The same wish in another form: those who compare or allow names need to know one form only.
        value(requested.get(), SecurityIdentifier.EXTENSION)
                .ifPresent(
                        value -> names.add(SecurityIdentifier.ofExtension(value).name()));
        return new RequestedExtensions(
                new ArrayList<>(names),
                new ArrayList<>(unsupported),
                value(requested.get(), Extension.keyUsage).map(value -> keyUsage(ASN1BitString.getInstance(value))),
                value(requested.get(), Extension.extendedKeyUsage)
                        .map(value -> usages(ExtendedKeyUsage.getInstance(value)))
                        .orElse(List.of()));
    }

    /** The same with other alternative names. */
    RequestedExtensions withNames(GeneralNames others) {
        Set<SubjectAlternativeName> changed = new LinkedHashSet<>();
        Set<String> unsupported = new LinkedHashSet<>();
        readNames(others, changed, unsupported);
        return new RequestedExtensions(
                new ArrayList<>(changed), new ArrayList<>(unsupported), keyUsage, extendedKeyUsage);
    }

    private static Optional<Extensions> find(ASN1Set attributes) {
        Optional<Extensions> found = Optional.empty();
        for (ASN1Encodable member : attributes) {
            Attribute attribute = Attribute.getInstance(member);
            if (!isExtensionRequest(attribute.getAttrType())) {
                continue;
            }
            // RFC 2985 §5.4.2: single-valued; a second one would leave it open which of them counts.
            if (found.isPresent() || attribute.getAttrValues().size() != 1) {
                throw new IllegalArgumentException("more than one extension request");
            }
            found = Optional.of(Extensions.getInstance(attribute.getAttrValues().getObjectAt(0)));
        }
        return found;
    }

    private static boolean isExtensionRequest(ASN1ObjectIdentifier type) {
        return type.equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)
                || type.equals(MICROSOFT_EXTENSION_REQUEST);
    }

    private static Optional<ASN1Primitive> value(Extensions extensions, ASN1ObjectIdentifier type) {
        Extension extension = extensions.getExtension(type);
        if (extension == null) {
            return Optional.empty();
        }
        byte[] der = extension.getExtnValue().getOctets();
        DerShape.require(der);
        try {
            return Optional.of(ASN1Primitive.fromByteArray(der));
        } catch (IOException undecodable) {
            throw new IllegalArgumentException(undecodable);
        }
    }

    private static void readNames(GeneralNames requested, Set<SubjectAlternativeName> names, Set<String> unsupported) {
        GeneralName[] members = requested.getNames();
        if (members.length > MOST_NAMES) {
            throw new RefusedException(
                    Refusal.IDENTIFIER_MALFORMED, "The CSR has more than " + MOST_NAMES + " alternative names.");
        }
        for (GeneralName member : members) {
            switch (RequestedName.read(member)) {
                case RequestedName.Usable(SubjectAlternativeName name) -> names.add(name);
                case RequestedName.Unsupported(String kind) -> unsupported.add(kind);
            }
        }
    }

    private static Set<KeyUsageBit> keyUsage(ASN1BitString bits) {
        Set<KeyUsageBit> usage = EnumSet.noneOf(KeyUsageBit.class);
        int value = bits.intValue();
        for (KeyUsageBit bit : KeyUsageBit.values()) {
            if ((value & bit.mask()) != 0) {
                usage.add(bit);
            }
        }
        return Set.copyOf(usage);
    }

    private static List<String> usages(ExtendedKeyUsage extension) {
        List<String> usages = new ArrayList<>();
        for (KeyPurposeId usage : extension.getUsages()) {
            usages.add(usage.getId());
        }
        return usages;
    }
}
