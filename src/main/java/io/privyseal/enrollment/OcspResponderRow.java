package io.privyseal.enrollment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "ocsp_responder")
class OcspResponderRow {
    @Id
    @GeneratedValue(generator = "ocsp_responder_seq")
    @SequenceGenerator(name = "ocsp_responder_seq", sequenceName = "ocsp_responder_seq", allocationSize = 50)
    public Long id;

    @Column(name = "authority_id")
    public long authorityId;

    @Column(name = "key_id")
    public long keyId;

    public byte[] certificate;

    @Column(name = "not_after")
    public Instant notAfter;
}
