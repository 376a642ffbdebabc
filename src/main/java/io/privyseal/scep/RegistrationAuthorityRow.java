package io.privyseal.scep;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "scep_ra")
class RegistrationAuthorityRow {
    @Id
    @GeneratedValue(generator = "scep_ra_seq")
    @SequenceGenerator(name = "scep_ra_seq", sequenceName = "scep_ra_seq", allocationSize = 50)
    public Long id;

    @Column(name = "authority_id")
    public long authorityId;

    @Column(name = "key_id")
    public long keyId;

    public byte[] certificate;

    @Column(name = "not_after")
    public Instant notAfter;
}
