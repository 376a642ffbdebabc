package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.WantedValidity;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.profile.ProfileId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a door hands to the pipeline.
 *
 * @param csr the DER of a PKCS #10 request
 * @param names subject alternative names asked for beside those in the CSR
 * @param externalRequester mail addresses of people outside, separated by commas; may be empty
 * @param customFields values of custom fields, as sent
 * @param transactionKey the protocol's own name of the request, the same for each repetition of it; null when the protocol
 *     has none
 * @param waits whether an administrator has to approve it, whatever the profile says
 * @param validity what the requester chose of the term; null for all of it
 * @param predecessor the request that it follows; null for a first one
 */
public record EnrollmentRequest(
        CustomerId customer,
        OrganizationId organization,
        ProfileId profile,
        CertificateKind kind,
        byte[] csr,
        List<SubjectAlternativeName> names,
        int termDays,
        String comments,
        String externalRequester,
        List<CustomFieldValue> customFields,
        Actor requester,
        RequestedVia via,
        @Nullable String transactionKey,
        boolean waits,
        @Nullable WantedValidity validity,
        @Nullable Predecessor predecessor) {
    /** A first request, for all of the term. */
    public EnrollmentRequest(
            CustomerId customer,
            OrganizationId organization,
            ProfileId profile,
            CertificateKind kind,
            byte[] csr,
            List<SubjectAlternativeName> names,
            int termDays,
            String comments,
            String externalRequester,
            List<CustomFieldValue> customFields,
            Actor requester,
            RequestedVia via,
            @Nullable String transactionKey,
            boolean waits) {
        this(
                customer,
                organization,
                profile,
                kind,
                csr,
                names,
                termDays,
                comments,
                externalRequester,
                customFields,
                requester,
                via,
                transactionKey,
                waits,
                null,
                null);
    }

    public EnrollmentRequest {
        names = List.copyOf(names);
        customFields = List.copyOf(customFields);
    }

    /** The value of a custom field. */
    @RegisterForReflection(registerFullHierarchy = true)
    public record CustomFieldValue(String name, String value) {}
}
