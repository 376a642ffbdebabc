package io.privyseal.rest;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CollectFormat;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;

/** Certificates as files. */
@Singleton
public class CollectAnswers {
    private final Authorities authorities;

    CollectAnswers(Authorities authorities) {
        this.authorities = authorities;
    }

    /** @param waiting the group's refusal for a certificate that is not there yet: clients compare its code and text */
    public Response answer(
            Enrollments.Found found, CollectFormat format, String mediaType, Supplier<RefusedException> waiting) {
        Certificate certificate = requireCollectable(found, waiting);
        AuthorityId issuer = certificate.issuedBy();
        List<byte[]> chain = issuer == null
                ? List.of()
                : authorities.chain(issuer).stream()
                        .map(AuthorityCertificate::der)
                        .toList();
        return Response.ok(format.encode(certificate.der(), chain))
                .type(mediaType)
                .header("Content-Disposition", "attachment; filename=\"" + fileName(found, format) + "\"")
                .build();
    }

    /** The group's refusal for a certificate that nobody can collect. */
    public static RefusedException notCollectable() {
        return new RefusedException(Refusal.NOT_COLLECTABLE, "Certificate is not collectable.");
    }

    private static Certificate requireCollectable(Enrollments.Found found, Supplier<RefusedException> waiting) {
        Certificate certificate = found.certificate();
        return switch (found.status()) {
            case REQUESTED, APPROVED, APPLIED -> throw waiting.get();
            case DECLINED, INVALID, REJECTED, NEVER -> throw notCollectable();
            case REVOKED ->
                throw new RefusedException(Refusal.REVOKED, "Certificate is revoked and cannot be downloaded.");
            case ISSUED, EXPIRED, REPLACED -> {
                if (certificate == null) {
                    throw new IllegalStateException("Issued without a certificate");
                }
                yield certificate;
            }
        };
    }

    private static String fileName(Enrollments.Found found, CollectFormat format) {
        String name = found.enrollment().commonName().replaceAll("[^A-Za-z0-9.-]", "_");
        return (name.isEmpty() ? Long.toString(found.enrollment().id().value()) : name) + "." + format.extension();
    }
}
