package io.privyseal.access;

import io.privyseal.organization.CertificateKind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The roles of the REST contract, under its names: a tier and, but for the master's, a kind of certificates. */
public enum Role {
    MRAO(Tier.MASTER, null),
    RAO_SSL(Tier.ORGANIZATION, CertificateKind.SSL),
    RAO_SMIME(Tier.ORGANIZATION, CertificateKind.CLIENT),
    RAO_DEVICE(Tier.ORGANIZATION, CertificateKind.DEVICE),
    RAO_CS(Tier.ORGANIZATION, CertificateKind.CODE_SIGNING),
    DRAO_SSL(Tier.DEPARTMENT, CertificateKind.SSL),
    DRAO_SMIME(Tier.DEPARTMENT, CertificateKind.CLIENT),
    DRAO_DEVICE(Tier.DEPARTMENT, CertificateKind.DEVICE),
    DRAO_CS(Tier.DEPARTMENT, CertificateKind.CODE_SIGNING);

    private final Tier tier;
    private final @Nullable CertificateKind kind;

    Role(Tier tier, @Nullable CertificateKind kind) {
        this.tier = tier;
        this.kind = kind;
    }

    public Tier tier() {
        return tier;
    }

    /** The certificates that the role is about; null for the master's, which is about all. */
    public @Nullable CertificateKind kind() {
        return kind;
    }

    /** The role under its wire name, in any case. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
