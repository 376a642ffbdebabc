package io.privyseal.protocol.est;

import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.PKIData;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.cmc.TaggedCertificationRequest;
import org.bouncycastle.asn1.cmc.TaggedRequest;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * A Full PKI Request (RFC 5272 §3.2) with one CSR in it, signed by a registration authority whose signature has been
 * verified. Who that is and what it may is for others to say.
 */
public final class FullPkiRequest {
    private static final String WHAT = "The Full PKI Request";
    private static final Set<ASN1ObjectIdentifier> DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha256,
            NISTObjectIdentifiers.id_sha384,
            NISTObjectIdentifiers.id_sha512,
            NISTObjectIdentifiers.id_sha3_256,
            NISTObjectIdentifiers.id_sha3_384,
            NISTObjectIdentifiers.id_sha3_512,
            NISTObjectIdentifiers.id_shake256);

    private final Controls controls;
    private final long requestPart;
    private final SimplePkiRequest request;
    private final X509Certificate signer;
    private final List<X509Certificate> certificates;

    private FullPkiRequest(
            Controls controls,
            long requestPart,
            SimplePkiRequest request,
            X509Certificate signer,
            List<X509Certificate> certificates) {
        this.controls = controls;
        this.requestPart = requestPart;
        this.request = request;
        this.signer = signer;
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads the body of a request to {@code fullcmc} and verifies its signature.
     *
     * @throws EstException with {@link EstFailure#UNDECODABLE}, {@link EstFailure#TOO_LARGE}, {@link
     *     EstFailure#UNSUPPORTED}, {@link EstFailure#BAD_ALGORITHM} or {@link EstFailure#BAD_SIGNATURE}
     */
    public static FullPkiRequest parse(byte[] body) {
        byte[] message = EstBody.decode(body, "a Full PKI Request", "CMS", "PKCS7");
        Asn1Shape.requireBer(message, WHAT);
        return Asn1.parse(WHAT, () -> read(message));
    }

    /** Names this exchange for its sender; is repeated in the answer. */
    public Optional<BigInteger> transactionId() {
        return Optional.ofNullable(controls.transactionId);
    }

    /** Is repeated in the answer. */
    public Optional<byte[]> senderNonce() {
        return Optional.ofNullable(controls.senderNonce).map(byte[]::clone);
    }

    /** The one CSR. */
    public SimplePkiRequest request() {
        return request;
    }

    /** Whose key the message is signed with. */
    public X509Certificate signer() {
        return signer;
    }

    /** All certificates in the message, the signer's included. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    @Nullable
    ASN1Encodable returnedData() {
        return controls.dataReturn;
    }

    /** The number of the CSR in the message. */
    long requestPart() {
        return requestPart;
    }

    private static FullPkiRequest read(byte[] message) {
        CMSSignedData signed;
        try {
            signed = new CMSSignedData(message);
        } catch (CMSException e) {
            throw new IllegalArgumentException(e);
        }
        if (!CMCObjectIdentifiers.id_cct_PKIData.getId().equals(signed.getSignedContentTypeOID())
                || !(signed.getSignedContent().getContent() instanceof byte[] content)) {
            throw new EstException(EstFailure.UNDECODABLE, WHAT + " is not signed PKIData (RFC 5272 section 3.2).");
        }
        Asn1Shape.requireBer(content, WHAT);
        List<X509Certificate> certificates = certificates(signed);
        X509Certificate signer = verified(signed, certificates);
        PKIData data = PKIData.getInstance(content);
        if (data.getCmsSequence().length > 0 || data.getOtherMsgSequence().length > 0) {
            throw unsupported("has messages inside, which are not served");
        }
        Controls controls = new Controls(data.getControlSequence());
        TaggedCertificationRequest request = single(data.getReqSequence());
        SimplePkiRequest csr = SimplePkiRequest.of(Asn1.der(request.getCertificationRequest()));
        long part = request.getBodyPartID().getID();
        if (!controls.parts.add(part)) {
            throw unsupported("has two parts with one number");
        }
        return new FullPkiRequest(controls, part, csr, signer, certificates);
    }

    private static TaggedCertificationRequest single(TaggedRequest[] requests) {
        if (requests.length != 1) {
            throw unsupported("has " + requests.length + " requests; one at a time is served");
        }
        if (requests[0].getTagNo() != TaggedRequest.TCR) {
            throw unsupported("has a request that is not a CSR of PKCS #10");
        }
        return TaggedCertificationRequest.getInstance(requests[0].getValue());
    }

    private static List<X509Certificate> certificates(CMSSignedData signed) {
        List<X509Certificate> certificates = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
            try {
                certificates.add(converter.getCertificate(holder));
            } catch (CertificateException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return certificates;
    }

    private static X509Certificate verified(CMSSignedData signed, List<X509Certificate> certificates) {
        Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw unsupported("has " + signers.size() + " signers; one registration authority signs it");
        }
        SignerInformation signer = signers.iterator().next();
        if (!DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm())) {
            throw new EstException(EstFailure.BAD_ALGORITHM, WHAT + " is signed with a digest that is not accepted.");
        }
        // RFC 5652 §5.3: content of another type than data must be signed together with its type.
        if (signer.getSignedAttributes() == null
                || signer.getSignedAttributes().get(PKCSObjectIdentifiers.pkcs_9_at_contentType) == null) {
            throw new EstException(EstFailure.BAD_SIGNATURE, WHAT + " has no signed attributes.");
        }
        X509Certificate certificate = certificates.stream()
                .filter(candidate -> isOf(signer, candidate))
                .findFirst()
                .orElseThrow(() -> new EstException(
                        EstFailure.BAD_SIGNATURE, WHAT + " does not have the certificate of its signer with it."));
        try {
            // By key: whether the certificate is valid is a question that comes later, with an answer of its own.
            if (signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
                return certificate;
            }
        } catch (CMSException | OperatorCreationException | RuntimeException _) {
            // The same answer as for a signature that can be read and is wrong.
        }
        throw new EstException(EstFailure.BAD_SIGNATURE, "The signature of the Full PKI Request does not verify.");
    }

    private static boolean isOf(SignerInformation signer, X509Certificate certificate) {
        try {
            return signer.getSID().match(new X509CertificateHolder(certificate.getEncoded()));
        } catch (java.io.IOException | CertificateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static EstException unsupported(String why) {
        return new EstException(EstFailure.UNSUPPORTED, WHAT + " " + why + ".");
    }

    /** The control sequence. */
    private static final class Controls {
        private final Set<Long> parts = new HashSet<>();
        private @Nullable BigInteger transactionId;
        private byte @Nullable [] senderNonce;
        private @Nullable ASN1Encodable dataReturn;

        Controls(TaggedAttribute[] attributes) {
            for (TaggedAttribute attribute : attributes) {
                if (!parts.add(attribute.getBodyPartID().getID())) {
                    throw unsupported("has two parts with one number");
                }
                take(attribute.getAttrType(), attribute);
            }
        }

        /** RFC 5272 §6: a control that is not understood fails the request. */
        private void take(ASN1ObjectIdentifier type, TaggedAttribute attribute) {
            ASN1Encodable value = value(attribute);
            if (type.equals(CMCObjectIdentifiers.id_cmc_transactionId) && transactionId == null) {
                transactionId = ASN1Integer.getInstance(value).getValue();
            } else if (type.equals(CMCObjectIdentifiers.id_cmc_senderNonce) && senderNonce == null) {
                senderNonce = ASN1OctetString.getInstance(value).getOctets();
            } else if (type.equals(CMCObjectIdentifiers.id_cmc_dataReturn) && dataReturn == null) {
                dataReturn = ASN1OctetString.getInstance(value);
            } else {
                throw unsupported("has a control that is not served, or one twice");
            }
        }

        private static ASN1Encodable value(TaggedAttribute attribute) {
            if (attribute.getAttrValues().size() != 1) {
                throw unsupported("has a control without exactly one value");
            }
            return attribute.getAttrValues().getObjectAt(0);
        }
    }
}
