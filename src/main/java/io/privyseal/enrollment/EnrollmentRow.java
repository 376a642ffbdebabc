package io.privyseal.enrollment;

import io.privyseal.organization.CertificateKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "enrollment_request")
class EnrollmentRow {
    @Id
    @GeneratedValue(generator = "enrollment_request_seq")
    @SequenceGenerator(name = "enrollment_request_seq", sequenceName = "enrollment_request_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "organization_id")
    public long organizationId;

    @Column(name = "profile_id")
    public @Nullable Long profileId;

    @Enumerated(EnumType.STRING)
    public CertificateKind kind;

    @Enumerated(EnumType.STRING)
    public RequestState state;

    public byte @Nullable [] csr;

    @Column(name = "common_name")
    public String commonName;

    @Column(name = "common_name_key")
    public String commonNameKey;

    public String names;

    @Column(name = "requested_names")
    public String requestedNames;

    @Column(name = "term_days")
    public int termDays;

    @Column(name = "wanted_not_before")
    public @Nullable Instant wantedNotBefore;

    @Column(name = "wanted_not_after")
    public @Nullable Instant wantedNotAfter;

    @Column(name = "wanted_at")
    public @Nullable Instant wantedAt;

    public String comments;

    @Column(name = "external_requester")
    public String externalRequester;

    @Column(name = "custom_fields")
    public String customFields;

    @Enumerated(EnumType.STRING)
    public RequestedVia via;

    @Column(name = "requester_kind")
    public String requesterKind;

    @Column(name = "requester_name")
    public String requesterName;

    @Column(name = "requester_id")
    public @Nullable Long requesterId;

    @Column(name = "requester_address")
    public @Nullable String requesterAddress;

    @Column(name = "transaction_key")
    public @Nullable String transactionKey;

    @Column(name = "renew_id")
    public String renewId;

    @Column(name = "plan_digest")
    public @Nullable String planDigest;

    @Column(name = "approver_id")
    public @Nullable Long approverId;

    @Column(name = "approver_name")
    public @Nullable String approverName;

    @Column(name = "decision_message")
    public @Nullable String decisionMessage;

    @Column(name = "refusal_reason")
    public @Nullable String refusalReason;

    @Column(name = "refusal_detail")
    public @Nullable String refusalDetail;

    @Column(name = "requested_at")
    public Instant requestedAt;

    @Column(name = "approved_at")
    public @Nullable Instant approvedAt;

    @Column(name = "declined_at")
    public @Nullable Instant declinedAt;

    @Column(name = "issued_at")
    public @Nullable Instant issuedAt;

    public @Nullable String node;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    @Column(name = "issuing_serial")
    public @Nullable String issuingSerial;

    @Column(name = "certificate_id")
    public @Nullable Long certificateId;

    public @Nullable String owner;

    @Column(name = "backend_id")
    public @Nullable String backendId;

    @Column(name = "predecessor_id")
    public @Nullable Long predecessorId;

    @Enumerated(EnumType.STRING)
    public Predecessor.@Nullable How follows;

    @Column(name = "successor_id")
    public @Nullable Long successorId;
}
