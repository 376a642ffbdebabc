package io.privyseal.protocol.acme;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request: a JWS whose protected header says to whom it goes and from whom it comes (RFC 8555 §6.2).
 *
 * <p>Nothing in it may be believed before {@link #verify} returned.
 */
public final class JwsMessage {
    /** The longest body in bytes: an order or a CSR with 100 long names, with much to spare. */
    public static final int LARGEST = 128 * 1024;

    /** The media type of the bytes (RFC 8555 §6.2). */
    public static final String MEDIA_TYPE = "application/jose+json";

    private final FlattenedJws jws;
    private final SignatureAlgorithm algorithm;
    private final String url;
    private final @Nullable String nonce;
    private final Signer signer;

    private JwsMessage(FlattenedJws jws) {
        this.jws = jws;
        // First, since the supported algorithms are what a client can act upon.
        this.algorithm = jws.algorithm();
        this.url = jws.url();
        this.nonce = nonce(jws.header());
        this.signer = signer(jws, algorithm);
    }

    /**
     * Reads the body of a request.
     *
     * @throws ProblemException with {@link ProblemType#MALFORMED}, {@link ProblemType#BAD_SIGNATURE_ALGORITHM} or {@link
     *     ProblemType#BAD_PUBLIC_KEY}
     */
    public static JwsMessage parse(byte[] body) {
        return new JwsMessage(FlattenedJws.of(JsonReader.object(body, "The request")));
    }

    /** The inner JWS of a key change. */
    static JwsMessage parseInner(byte[] payload) {
        return new JwsMessage(FlattenedJws.of(JsonReader.object(payload, "The inner JWS")));
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The {@code url} of the header, which must be the URL of the request: {@link #requireUrl}. */
    public String url() {
        return url;
    }

    public Signer signer() {
        return signer;
    }

    public Optional<String> nonce() {
        return Optional.ofNullable(nonce);
    }

    /** @throws ProblemException with {@link ProblemType#BAD_NONCE} when there is none (RFC 8555 §6.5) */
    public String requireNonce() {
        return nonce().orElseThrow(() -> Problem.of(ProblemType.BAD_NONCE, "The protected header has no \"nonce\".")
                .asException());
    }

    /**
     * RFC 8555 §6.4: the same string, not merely an equivalent URL.
     *
     * @throws ProblemException with {@link ProblemType#UNAUTHORIZED}
     */
    public void requireUrl(String requested) {
        if (!url.equals(requested)) {
            throw Problem.of(
                            ProblemType.UNAUTHORIZED,
                            "The \"url\" of the protected header is " + Quoted.text(url) + ", but the request went to "
                                    + Quoted.text(requested) + ".")
                    .asException();
        }
    }

    /**
     * The key of a request that must be signed by key.
     *
     * @throws ProblemException with {@link ProblemType#MALFORMED} when it names an account
     */
    public AccountKey requireJwk() {
        return switch (signer) {
            case Signer.ByJwk(AccountKey key) -> key;
            case Signer.ByKid _ ->
                throw Problem.malformed(
                                "This request must carry the public key as \"jwk\", not \"kid\" (RFC 8555 §6.2).")
                        .asException();
        };
    }

    /**
     * The account URL of a request that must be signed by an account.
     *
     * @throws ProblemException with {@link ProblemType#MALFORMED} when it carries a key
     */
    public String requireKid() {
        return switch (signer) {
            case Signer.ByKid(String account) -> account;
            case Signer.ByJwk _ ->
                throw Problem.malformed("This request must name the account as \"kid\", not \"jwk\" (RFC 8555 §6.2).")
                        .asException();
        };
    }

    public byte[] payload() {
        return jws.payload().clone();
    }

    /** RFC 8555 §6.3: a payload of zero length, which is not the same as an empty object. */
    public boolean isPostAsGet() {
        return jws.payload().length == 0;
    }

    /**
     * Checks the signature with the key of {@link #requireJwk} or of the account.
     *
     * @throws ProblemException with {@link ProblemType#MALFORMED} when the signature is not good, or {@link
     *     ProblemType#BAD_SIGNATURE_ALGORITHM} when the account's key is of another kind than the algorithm
     */
    public void verify(AccountKey key) {
        if (!algorithm.fits(key)) {
            throw Problem.badSignatureAlgorithm(
                            "The account's key cannot have made a signature by " + algorithm.jwaName() + ".",
                            SignatureAlgorithm.fitting(key))
                    .asException();
        }
        if (!algorithm.verify(key.publicKey(), jws.signed(), jws.signature())) {
            throw Problem.malformed("The signature does not verify with the key.")
                    .asException();
        }
    }

    private static @Nullable String nonce(JsonObject header) {
        Optional<String> nonce = header.findText("nonce");
        if (nonce.isPresent() && Base64Url.decode(nonce.get()).isEmpty()) {
            // RFC 8555 §6.5.2: malformed; badNonce is for those that are not known.
            throw Problem.malformed("The \"nonce\" of the protected header is not base64url.")
                    .asException();
        }
        return nonce.orElse(null);
    }

    private static Signer signer(FlattenedJws jws, SignatureAlgorithm algorithm) {
        boolean byKey = jws.header().has("jwk");
        if (byKey == jws.header().has("kid")) {
            throw Problem.malformed(
                            "The protected header must have exactly one of \"jwk\" and \"kid\" (RFC 8555 §6.2).")
                    .asException();
        }
        if (!byKey) {
            return new Signer.ByKid(jws.requirePrintable("kid"));
        }
        AccountKey key = AccountKey.of(jws.header().requireObject("jwk"));
        if (!algorithm.fits(key)) {
            // RFC 8555 §6.2: its example is ES256 with a key that is not on P-256.
            throw Problem.of(
                            ProblemType.BAD_PUBLIC_KEY,
                            "The public key is not one for the signature algorithm " + algorithm.jwaName() + ".")
                    .asException();
        }
        return new Signer.ByJwk(key);
    }
}
