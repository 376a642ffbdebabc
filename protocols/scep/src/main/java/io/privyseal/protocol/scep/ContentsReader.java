package io.privyseal.protocol.scep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureNameFinder;
import org.jspecify.annotations.Nullable;

/** The plain contents of envelopes. */
final class ContentsReader {
    private static final String CONTENTS = "The contents";
    private static final DefaultSignatureNameFinder SIGNATURE_NAMES = new DefaultSignatureNameFinder();

    private ContentsReader() {}

    static MessageContents read(
            MessageType type, Optional<byte[]> contents, SignerCertificate signer, SignerTrust trust) {
        return switch (type) {
            case PKCS_REQ, RENEWAL_REQ -> enrolment(contents, signer, trust);
            case CERT_POLL -> certPoll(contents);
            case GET_CERT -> {
                IssuerAndSerialNumber name = issuerAndSerialNumber(contents);
                yield new MessageContents.GetCert(
                        Ber.der(name.getName()), name.getSerialNumber().getValue());
            }
            case GET_CRL -> {
                IssuerAndSerialNumber name = issuerAndSerialNumber(contents);
                yield new MessageContents.GetCrl(
                        Ber.der(name.getName()), name.getSerialNumber().getValue());
            }
            case CERT_REP -> throw new IllegalArgumentException("Not a request");
        };
    }

    private static MessageContents enrolment(Optional<byte[]> contents, SignerCertificate signer, SignerTrust trust) {
        CertificationRequest csr = readAlike(contents, CertificationRequest::getInstance);
        SubjectPublicKeyInfo key = alike(() -> csr.getCertificationRequestInfo().getSubjectPublicKeyInfo());
        boolean signedByItsKey = signer.hasKey(key);
        // Also of a CSR that somebody else has taken from the wire and put into a message of his own.
        if (!isSigned(csr, key) || (trust == SignerTrust.UNKNOWN && !signedByItsKey)) {
            throw unreadable();
        }
        byte[] der = alike(() -> Ber.der(csr));
        return new MessageContents.Enrolment(der, challengePassword(csr), signedByItsKey);
    }

    private static MessageContents certPoll(Optional<byte[]> contents) {
        return readAlike(contents, element -> {
            ASN1Sequence names = ASN1Sequence.getInstance(element);
            if (names.size() != 2) {
                throw unreadable();
            }
            return new MessageContents.CertPoll(
                    Ber.der(X500Name.getInstance(names.getObjectAt(0))),
                    Ber.der(X500Name.getInstance(names.getObjectAt(1))));
        });
    }

    private static IssuerAndSerialNumber issuerAndSerialNumber(Optional<byte[]> contents) {
        return readAlike(contents, element -> {
            IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(element);
            // Read here, so that nothing is found broken later.
            Ber.der(name);
            return name;
        });
    }

    private static @Nullable ChallengePassword challengePassword(CertificationRequest csr) {
        List<ASN1Encodable> values = Ber.decode("The CSR", () -> challengeValues(csr));
        if (values.size() > 1) {
            throw ScepException.badRequest("The CSR has more than one challenge password.");
        }
        return values.isEmpty() ? null : Ber.decode("The challenge password", () -> text(values.getFirst()));
    }

    private static List<ASN1Encodable> challengeValues(CertificationRequest csr) {
        List<ASN1Encodable> values = new ArrayList<>();
        ASN1Set attributes = csr.getCertificationRequestInfo().getAttributes();
        if (attributes == null) {
            return values;
        }
        for (ASN1Encodable element : attributes) {
            Attribute attribute = Attribute.getInstance(element);
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_challengePassword)) {
                attribute.getAttrValues().forEach(values::add);
            }
        }
        return values;
    }

    /** RFC 2985 §5.4.1 has a DirectoryString; IA5String comes as well. */
    private static ChallengePassword text(ASN1Encodable value) {
        if (value instanceof ASN1String string) {
            return new ChallengePassword(string.getString());
        }
        throw ScepException.badRequest("The challenge password is not a text.");
    }

    private static boolean isSigned(CertificationRequest csr, SubjectPublicKeyInfo keyInfo) {
        try {
            return Ber.decode("The CSR", () -> verifies(csr, keyInfo));
        } catch (ScepException e) {
            return false;
        }
    }

    private static boolean verifies(CertificationRequest csr, SubjectPublicKeyInfo keyInfo) {
        try {
            PublicKey key = KeyFactory.getInstance(
                            keyInfo.getAlgorithm().getAlgorithm().getId())
                    .generatePublic(new X509EncodedKeySpec(Ber.der(keyInfo)));
            Signature signature = Signature.getInstance(SIGNATURE_NAMES.getAlgorithmName(csr.getSignatureAlgorithm()));
            signature.initVerify(key);
            signature.update(csr.getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
            return signature.verify(csr.getSignature().getOctets());
        } catch (GeneralSecurityException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a CSR", e);
        }
    }

    /** Reads contents so that every fault is the same. */
    private static <T> T readAlike(Optional<byte[]> contents, Function<ASN1Encodable, T> reader) {
        byte[] plain = contents.orElseThrow(ContentsReader::unreadable);
        return alike(() -> reader.apply(Ber.read(CONTENTS, plain)));
    }

    private static <T> T alike(Supplier<T> code) {
        try {
            return Ber.decode(CONTENTS, code);
        } catch (ScepException e) {
            throw unreadable();
        }
    }

    private static ScepException unreadable() {
        return ScepException.badMessageCheck("The envelope could not be opened.");
    }
}
