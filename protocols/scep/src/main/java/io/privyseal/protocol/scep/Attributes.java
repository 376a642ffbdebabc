package io.privyseal.protocol.scep;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** The signed attributes of SCEP (RFC 8894 §3.2.1). */
final class Attributes {
    private static final ASN1ObjectIdentifier VERISIGN = new ASN1ObjectIdentifier("2.16.840.1.113733.1.9");

    static final ASN1ObjectIdentifier MESSAGE_TYPE = VERISIGN.branch("2");
    static final ASN1ObjectIdentifier PKI_STATUS = VERISIGN.branch("3");
    static final ASN1ObjectIdentifier FAIL_INFO = VERISIGN.branch("4");
    static final ASN1ObjectIdentifier SENDER_NONCE = VERISIGN.branch("5");
    static final ASN1ObjectIdentifier RECIPIENT_NONCE = VERISIGN.branch("6");
    static final ASN1ObjectIdentifier TRANSACTION_ID = VERISIGN.branch("7");
    static final ASN1ObjectIdentifier FAIL_INFO_TEXT = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.24.1");

    private Attributes() {}
}
