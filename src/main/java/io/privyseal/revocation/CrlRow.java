package io.privyseal.revocation;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "crl")
class CrlRow {
    @EmbeddedId
    public CrlKey key;

    @Column(name = "this_update")
    public Instant thisUpdate;

    @Column(name = "next_update")
    public Instant nextUpdate;

    public int entries;

    public String sha256;

    public byte[] der;
}
