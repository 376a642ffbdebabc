package io.privyseal.acme;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "acme_replacement")
class ReplacementRow {
    @Id
    @GeneratedValue(generator = "acme_replacement_seq")
    @SequenceGenerator(name = "acme_replacement_seq", sequenceName = "acme_replacement_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "certificate_id")
    public @Nullable Long certificateId;

    public @Nullable String serial;

    @Column(name = "authority_id")
    public @Nullable Long authorityId;

    @Column(name = "profile_id")
    public @Nullable Long profileId;

    public @Nullable String explanation;

    @Column(name = "marked_at")
    public Instant markedAt;
}
