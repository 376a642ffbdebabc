package io.privyseal.authority;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/** The extensions of a certificate (RFC 5280 §4.2). */
@Singleton
class CertificateExtensions {
    /** User principal name, a Microsoft otherName. */
    private static final ASN1ObjectIdentifier UPN = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");

    private final StatusUrls urls;

    CertificateExtensions(StatusUrls urls) {
        this.urls = urls;
    }

    Extensions of(CertificatePlan plan, CertificateAuthority issuer, @Nullable AuthorityCertificate issuerCertificate) {
        ExtensionsGenerator out = new ExtensionsGenerator();
        try {
            addKeyIdentifiers(out, plan, issuerCertificate);
            addConstraints(out, plan);
            addUsages(out, plan);
            addNames(out, plan);
            addSecurityIdentifier(out, plan);
            if (issuerCertificate != null) {
                addStatus(out, plan, issuer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a certificate's extensions", e);
        }
        return out.generate();
    }

    private static void addKeyIdentifiers(
            ExtensionsGenerator out, CertificatePlan plan, @Nullable AuthorityCertificate issuer) throws IOException {
        SubjectKeyIdentifier own = new X509ExtensionUtils(new Sha1()).createSubjectKeyIdentifier(plan.publicKey());
        out.addExtension(Extension.subjectKeyIdentifier, false, own);
        byte[] issuerKey = issuer == null
                ? own.getKeyIdentifier()
                : SubjectKeyIdentifier.fromExtensions(issuer.holder().getExtensions())
                        .getKeyIdentifier();
        out.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKey));
    }

    // RFC 5280 §4.2.1.9: critical in CA certificates; present and empty elsewhere, so that nobody reads one as a CA's.
    private static void addConstraints(ExtensionsGenerator out, CertificatePlan plan) throws IOException {
        BasicConstraints constraints = switch (plan.purpose()) {
            case ROOT, ISSUING_CA -> {
                Integer pathLength = plan.pathLength();
                yield pathLength == null ? new BasicConstraints(true) : new BasicConstraints(pathLength);
            }
            case END_ENTITY, OCSP_RESPONDER -> new BasicConstraints(false);
        };
        out.addExtension(Extension.basicConstraints, true, constraints);
    }

    private static void addUsages(ExtensionsGenerator out, CertificatePlan plan) throws IOException {
        out.addExtension(Extension.keyUsage, true, new KeyUsage(mask(plan.keyUsage())));
        if (!plan.extendedKeyUsage().isEmpty()) {
            KeyPurposeId[] purposes = plan.extendedKeyUsage().stream()
                    .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                    .toArray(KeyPurposeId[]::new);
            out.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        // RFC 6960 §4.2.2.2.1: clients need not ask for the status of the responder itself.
        if (plan.purpose() == CertificatePlan.Purpose.OCSP_RESPONDER) {
            out.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
        }
    }

    // RFC 5280 §4.2.1.6: critical if the subject is empty.
    private static void addNames(ExtensionsGenerator out, CertificatePlan plan) throws IOException {
        if (plan.names().isEmpty()) {
            return;
        }
        GeneralName[] names =
                plan.names().stream().map(CertificateExtensions::generalName).toArray(GeneralName[]::new);
        boolean critical = plan.subject().getRDNs().length == 0;
        out.addExtension(Extension.subjectAlternativeName, critical, new GeneralNames(names));
    }

    private static void addSecurityIdentifier(ExtensionsGenerator out, CertificatePlan plan) throws IOException {
        SecurityIdentifier account = plan.securityIdentifier();
        if (account != null) {
            out.addExtension(SecurityIdentifier.EXTENSION, false, account.extension());
        }
    }

    private void addStatus(ExtensionsGenerator out, CertificatePlan plan, CertificateAuthority issuer)
            throws IOException {
        AccessDescription caIssuers = access(AccessDescription.id_ad_caIssuers, urls.certificate(issuer.id()));
        AccessDescription[] access = plan.purpose() == CertificatePlan.Purpose.OCSP_RESPONDER
                ? new AccessDescription[] {caIssuers}
                : new AccessDescription[] {access(AccessDescription.id_ad_ocsp, urls.ocsp(issuer.id())), caIssuers};
        out.addExtension(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(access));
        DistributionPointName where = new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, urls.crl(issuer.id()))));
        out.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(where, null, null)
        }));
    }

    private static AccessDescription access(ASN1ObjectIdentifier method, String url) {
        return new AccessDescription(method, new GeneralName(GeneralName.uniformResourceIdentifier, url));
    }

    private static int mask(Set<CertificatePlan.KeyUsageBit> bits) {
        int mask = 0;
        for (CertificatePlan.KeyUsageBit bit : bits) {
            mask |= bit.mask();
        }
        return mask;
    }

    private static GeneralName generalName(SubjectAlternativeName name) {
        return switch (name.kind()) {
            case DNS -> new GeneralName(GeneralName.dNSName, name.value());
            case EMAIL -> new GeneralName(GeneralName.rfc822Name, name.value());
            case URI -> new GeneralName(GeneralName.uniformResourceIdentifier, name.value());
            case IP ->
                new GeneralName(
                        GeneralName.iPAddress,
                        new DEROctetString(InetAddress.ofLiteral(name.value()).getAddress()));
            case UPN ->
                new GeneralName(GeneralName.otherName, new DERSequence(new ASN1Encodable[] {
                    UPN, new DERTaggedObject(true, 0, new DERUTF8String(name.value()))
                }));
        };
    }
}
