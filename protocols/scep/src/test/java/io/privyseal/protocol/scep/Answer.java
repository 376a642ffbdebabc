package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/** Reads answers with Bouncy Castle's parsers. */
final class Answer {
    private final CMSSignedData signed;
    private final SignerInformation signer;

    private Answer(CMSSignedData signed) {
        this.signed = signed;
        this.signer = signed.getSignerInfos().getSigners().iterator().next();
    }

    /** Also checks that the RA signed it. */
    static Answer parse(byte[] bytes) {
        try {
            Answer answer = new Answer(new CMSSignedData(bytes));
            assertThat(answer.signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(Keys.RA.certificate())))
                    .isTrue();
            return answer;
        } catch (CMSException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String number) {
        return ((ASN1String) require(number)).getString();
    }

    byte[] octets(String number) {
        return ((ASN1OctetString) require(number)).getOctets();
    }

    @Nullable
    ASN1Encodable value(String oid) {
        Attribute attribute = signer.getSignedAttributes().get(new ASN1ObjectIdentifier(oid));
        return attribute == null ? null : attribute.getAttrValues().getObjectAt(0);
    }

    private ASN1Encodable require(String number) {
        return Objects.requireNonNull(value("2.16.840.1.113733.1.9." + number));
    }

    String digestOid() {
        return signer.getDigestAlgOID();
    }

    /** The octets of the content; null when there is no content at all. */
    byte @Nullable [] content() {
        ASN1Encodable content = SignedData.getInstance(
                        ContentInfo.getInstance(signed.toASN1Structure()).getContent())
                .getEncapContentInfo()
                .getContent();
        return content == null ? null : ASN1OctetString.getInstance(content).getOctets();
    }

    List<X509CertificateHolder> signerCertificates() {
        return certificates(signed);
    }

    CMSEnvelopedData envelope() {
        try {
            return new CMSEnvelopedData(Objects.requireNonNull(content()));
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    CMSSignedData open(Keys.Holder recipient) {
        try {
            RecipientInformation information =
                    envelope().getRecipientInfos().getRecipients().iterator().next();
            byte[] plain = information.getContent(new JceKeyTransEnvelopedRecipient(recipient.key()));
            return new CMSSignedData(plain);
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<X509CertificateHolder> certificates(CMSSignedData data) {
        Collection<X509CertificateHolder> all = data.getCertificates().getMatches(null);
        return List.copyOf(all);
    }

    static byte[] der(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
