package io.privyseal.protocol.scep;

import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.jspecify.annotations.Nullable;

/** What an answer repeats of its request: transaction, nonce and digest. */
public final class ReplyTo {
    private final ASN1Encodable transactionId;
    private final byte @Nullable [] senderNonce;
    private final DigestAlgorithm digest;

    ReplyTo(ASN1Encodable transactionId, byte @Nullable [] senderNonce, DigestAlgorithm digest) {
        this.transactionId = transactionId;
        this.senderNonce = senderNonce;
        this.digest = digest;
    }

    /** The client's choice: neither unique to it nor secret. */
    public String transactionId() {
        return ((ASN1String) transactionId).getString();
    }

    /** The request's nonce. */
    public Optional<byte[]> senderNonce() {
        return Optional.ofNullable(senderNonce).map(byte[]::clone);
    }

    /** The digest that the answer is signed with. */
    public DigestAlgorithm digest() {
        return digest;
    }

    /** As it came, to the byte (RFC 8894 §3.2.1.1). */
    ASN1Encodable transactionIdValue() {
        return transactionId;
    }

    @Override
    public String toString() {
        return "ReplyTo[" + transactionId() + ", "
                + senderNonce().map(HexFormat.of()::formatHex).orElse("no nonce") + "]";
    }
}
