package io.privyseal.csr;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate signing request whose signature, key and names have been checked. Only {@link CsrChecker} makes them, so
 * whoever holds one need not check again. Nothing in it is granted yet: names and usages are the requester's wishes.
 */
public final class CheckedCsr {
    private final byte[] der;
    private final X500Name subject;
    private final SubjectPublicKeyInfo publicKey;
    private final KeyType keyType;
    private final RequestedExtensions extensions;

    CheckedCsr(
            byte[] der,
            X500Name subject,
            SubjectPublicKeyInfo publicKey,
            KeyType keyType,
            RequestedExtensions extensions) {
        this.der = der.clone();
        this.subject = subject;
        this.publicKey = publicKey;
        this.keyType = keyType;
        this.extensions = extensions;
    }

    /** The request as it came. */
    public byte[] der() {
        return der.clone();
    }

    /** The wished subject, possibly empty; string types that certificates no longer use are turned into UTF8String. */
    public X500Name subject() {
        return subject;
    }

    /**
     * The wished common name.
     *
     * @throws RefusedException as {@link SubjectText#of}
     */
    public Optional<String> commonName() {
        return SubjectText.of(subject, BCStyle.CN);
    }

    public SubjectPublicKeyInfo publicKey() {
        return publicKey;
    }

    public KeyType keyType() {
        return keyType;
    }

    /** The wished alternative names, normalized, without duplicates, in the request's order. */
    public List<SubjectAlternativeName> names() {
        return extensions.names();
    }

    /** Kinds of alternative names that no profile can grant, such as {@code directoryName}; refuse or ignore, as the profile says. */
    public List<String> unsupportedNameKinds() {
        return extensions.unsupportedNameKinds();
    }

    /** The wished key usages; empty when the request has no such extension. */
    public Optional<Set<KeyUsageBit>> keyUsage() {
        return extensions.keyUsage();
    }

    /** The wished extended key usages in dotted form; empty when the request has none. */
    public List<String> extendedKeyUsage() {
        return extensions.extendedKeyUsage();
    }

    @Override
    public String toString() {
        return "CSR for " + keyType.label() + " key of '" + subject + "'";
    }
}
