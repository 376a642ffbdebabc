package io.privyseal.revocation;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

@Embeddable
record RevocationKey(@Column(name = "authority_id") long authorityId, String serial) {}
