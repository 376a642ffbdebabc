package io.privyseal.validation;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.name.DnsName;
import io.privyseal.platform.name.IpAddress;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "control_proof")
class ControlProofRow {
    /** The kinds of identifiers as the database names them. */
    enum IdentifierType {
        DNS,
        IP;

        static IdentifierType of(Identifier identifier) {
            return switch (identifier) {
                case Identifier.Dns _ -> DNS;
                case Identifier.Ip _ -> IP;
            };
        }
    }

    @Id
    @GeneratedValue(generator = "control_proof_seq")
    @SequenceGenerator(name = "control_proof_seq", sequenceName = "control_proof_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    public String owner;

    @Enumerated(EnumType.STRING)
    @Column(name = "identifier_type")
    public IdentifierType identifierType;

    public String identifier;

    public boolean wildcard;

    @Enumerated(EnumType.STRING)
    public ControlMethod method;

    @Column(name = "proven_at")
    public Instant provenAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    ControlProof toDomain() {
        return new ControlProof(
                new ProofId(id),
                new CustomerId(customerId),
                new ProofOwner(owner),
                switch (identifierType) {
                    case DNS -> new Identifier.Dns(new DnsName(identifier));
                    case IP -> new Identifier.Ip(new IpAddress(identifier));
                },
                wildcard,
                method,
                provenAt,
                expiresAt);
    }
}
