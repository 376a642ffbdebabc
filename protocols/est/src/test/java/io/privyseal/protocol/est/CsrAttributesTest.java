package io.privyseal.protocol.est;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.protocol.est.CsrAttributes.SubjectAttribute;
import io.privyseal.protocol.est.CsrAttributes.WantedKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.est.AttrOrOID;
import org.bouncycastle.asn1.est.CsrAttrs;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

class CsrAttributesTest {
    private static final WantedKey P_384 = new WantedKey.EllipticCurve("1.3.132.0.34");
    private static final String ECDSA_WITH_SHA384 = "1.2.840.10045.4.3.3";
    private static final String TEMPLATE = "1.2.840.113549.1.9.16.2.61";

    /** The value of the one attribute with this type. */
    private static ASN1Sequence value(CsrAttributes attributes, String type) {
        for (AttrOrOID member : CsrAttrs.getInstance(attributes.encoded()).getAttrOrOIDs()) {
            if (!member.isOid() && member.getAttribute().getAttrType().getId().equals(type)) {
                assertThat(member.getAttribute().getAttrValues().size()).isEqualTo(1);
                return ASN1Sequence.getInstance(
                        member.getAttribute().getAttrValues().getObjectAt(0));
            }
        }
        throw new AssertionError("no " + type);
    }

    @Test
    void writesTheExampleOfRfc7030WithoutItsWrongExtension() {
        CsrAttributes attributes = new CsrAttributes(true, P_384, ECDSA_WITH_SHA384, List.of(), List.of());
        assertThat(HexFormat.of().formatHex(attributes.encoded()))
                .isEqualTo("3029" + "06092a864886f70d010907" + "301206072a8648ce3d0201310706052b81040022"
                        + "06082a8648ce3d040303");
    }

    @Test
    void writesAnEmptyListWhereThereAreNoWishes() {
        assertThat(new CsrAttributes(false, null, null, List.of(), List.of()).encoded())
                .containsExactly(0x30, 0);
    }

    @Test
    void asksForALinkedRequestByTheListAlone() {
        CsrAttributes attributes = new CsrAttributes(true, P_384, null, List.of(), List.of("2.5.29.17"));
        assertThat(CsrAttrs.getInstance(attributes.encoded()).getAttrOrOIDs())
                .noneMatch(member -> !member.isOid()
                        && member.getAttribute().getAttrType().getId().equals(TEMPLATE));
    }

    @Test
    void leavesValuesToTheClientInTheTemplate() {
        CsrAttributes attributes = new CsrAttributes(
                false,
                P_384,
                null,
                List.of(new SubjectAttribute("2.5.4.10", "Example"), new SubjectAttribute("2.5.4.3", null)),
                List.of("2.5.29.17"));
        ASN1Sequence template = value(attributes, TEMPLATE);
        assertThat(template.size()).isEqualTo(4);
        ASN1Sequence subject = ASN1Sequence.getInstance(template.getObjectAt(1));
        assertThat(single(subject.getObjectAt(0)).size()).isEqualTo(2);
        assertThat(single(subject.getObjectAt(1)).size()).isEqualTo(1);
        ASN1TaggedObject key = ASN1TaggedObject.getInstance(template.getObjectAt(2));
        assertThat(key.getTagNo()).isZero();
        // Algorithm without a key.
        assertThat(ASN1Sequence.getInstance(key, false).size()).isEqualTo(1);
        ASN1Set csrAttributes = ASN1Set.getInstance((ASN1TaggedObject) template.getObjectAt(3), false);
        assertThat(csrAttributes.size()).isEqualTo(1);
        ASN1Sequence extensions = ASN1Sequence.getInstance(csrAttributes.getObjectAt(0));
        assertThat(extensions.getObjectAt(0).toString()).isEqualTo("1.2.840.113549.1.9.16.2.62");
    }

    private static ASN1Sequence single(org.bouncycastle.asn1.ASN1Encodable relativeName) {
        ASN1Set set = ASN1Set.getInstance(relativeName);
        assertThat(set.size()).isEqualTo(1);
        return ASN1Sequence.getInstance(set.getObjectAt(0));
    }

    @Test
    void saysTheSizeOfRsaKeysByADummyKey() throws Exception {
        CsrAttributes attributes = new CsrAttributes(false, new WantedKey.Rsa(3072), null, List.of(), List.of());
        ASN1TaggedObject key = (ASN1TaggedObject) value(attributes, TEMPLATE).getObjectAt(1);
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(ASN1Sequence.getInstance(key, false));
        assertThat(RSAPublicKey.getInstance(info.parsePublicKey()).getModulus().bitLength())
                .isEqualTo(3072);
    }

    @Test
    void isServedAsBase64AndNeverAsPem() {
        EstAnswer answer =
                EstAnswer.csrAttributes(new CsrAttributes(false, P_384, null, List.of(), List.of()), Base64Layout.FLAT);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/csrattrs");
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII))
                .startsWith("M")
                .doesNotContain("BEGIN");
    }
}
