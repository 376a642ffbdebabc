package io.privyseal.protocol.est;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmc.BodyPartID;
import org.bouncycastle.asn1.cmc.CMCFailInfo;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.CMCStatus;
import org.bouncycastle.asn1.cmc.CMCStatusInfoV2;
import org.bouncycastle.asn1.cmc.CMCStatusInfoV2Builder;
import org.bouncycastle.asn1.cmc.PKIResponse;
import org.bouncycastle.asn1.cmc.PendInfo;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.jspecify.annotations.Nullable;

/** The answer to a Full PKI Request (RFC 5272 §4.2), signed by the server. */
public final class FullPkiResponse {
    private static final int NONCE_LENGTH = 16;
    /** RFC 5272 §3.2.2: the number that stands for the whole message. */
    private static final long WHOLE_MESSAGE = 0;

    private final byte[] encoded;

    private FullPkiResponse(byte[] encoded) {
        this.encoded = encoded;
    }

    /** The certificate was issued. */
    public static FullPkiResponse issued(
            FullPkiRequest request, X509Certificate certificate, ServerCredential signer, SecureRandom random) {
        CMCStatusInfoV2 status = new CMCStatusInfoV2Builder(CMCStatus.success, part(request)).build();
        return of(request, status, List.of(certificate), signer, random);
    }

    /**
     * Somebody has to decide.
     *
     * @param token names the request in later questions
     * @param askAgain when to ask
     */
    public static FullPkiResponse pending(
            FullPkiRequest request, byte[] token, Instant askAgain, ServerCredential signer, SecureRandom random) {
        PendInfo pending = new PendInfo(token, new ASN1GeneralizedTime(Date.from(askAgain)));
        CMCStatusInfoV2 status = new CMCStatusInfoV2Builder(CMCStatus.pending, part(request))
                .setOtherInfo(pending)
                .build();
        return of(request, status, List.of(), signer, random);
    }

    /**
     * Nothing was issued.
     *
     * @param request null when it could not be read
     */
    public static FullPkiResponse failed(
            @Nullable FullPkiRequest request,
            CmcFailInfo why,
            String detail,
            ServerCredential signer,
            SecureRandom random) {
        BodyPartID part = request == null ? new BodyPartID(WHOLE_MESSAGE) : part(request);
        CMCStatusInfoV2 status = new CMCStatusInfoV2Builder(CMCStatus.failed, part)
                .setStatusString(detail)
                .setOtherInfo(CMCFailInfo.getInstance(new ASN1Integer(why.code())))
                .build();
        return of(request, status, List.of(), signer, random);
    }

    /** The DER of a ContentInfo with SignedData. */
    public byte[] encoded() {
        return encoded.clone();
    }

    private static BodyPartID part(FullPkiRequest request) {
        return new BodyPartID(request.requestPart());
    }

    private static FullPkiResponse of(
            @Nullable FullPkiRequest request,
            CMCStatusInfoV2 status,
            List<X509Certificate> certificates,
            ServerCredential signer,
            SecureRandom random) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        List<TaggedAttribute> controls = new ArrayList<>();
        add(controls, CMCObjectIdentifiers.id_cmc_statusInfoV2, status);
        if (request != null) {
            request.transactionId()
                    .ifPresent(id -> add(controls, CMCObjectIdentifiers.id_cmc_transactionId, new ASN1Integer(id)));
            // RFC 5272 §6.6: a nonce of ours only beside one of theirs.
            request.senderNonce().ifPresent(theirs -> {
                add(controls, CMCObjectIdentifiers.id_cmc_recipientNonce, new DEROctetString(theirs));
                add(controls, CMCObjectIdentifiers.id_cmc_senderNonce, new DEROctetString(nonce));
            });
            ASN1Encodable data = request.returnedData();
            if (data != null) {
                add(controls, CMCObjectIdentifiers.id_cmc_dataReturn, data);
            }
        }
        byte[] content = Asn1.der(new PKIResponse(
                controls.toArray(TaggedAttribute[]::new), PKIResponse.EMPTY_CMS_SEQUENCE, PKIResponse.EMPTY_OTHER_MSG));
        try {
            return new FullPkiResponse(signer.sign(
                            new CMSProcessableByteArray(CMCObjectIdentifiers.id_cct_PKIResponse, content), certificates)
                    .getEncoded("DER"));
        } catch (IOException e) {
            throw new IllegalStateException("The Full PKI Response cannot be encoded", e);
        }
    }

    private static void add(List<TaggedAttribute> controls, ASN1ObjectIdentifier type, ASN1Encodable value) {
        controls.add(new TaggedAttribute(new BodyPartID(controls.size() + 1L), type, new DERSet(value)));
    }
}
