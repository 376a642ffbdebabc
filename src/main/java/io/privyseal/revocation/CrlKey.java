package io.privyseal.revocation;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

@Embeddable
record CrlKey(@Column(name = "authority_id") long authorityId, long number) {}
