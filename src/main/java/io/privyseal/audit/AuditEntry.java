package io.privyseal.audit;

import java.time.Instant;

/**
 * An entry of the audit trail, as it is read.
 *
 * @param id its lane and its number there, such as {@code 3-1042}
 * @param hash links it to the entries around it, in hexadecimal
 */
public record AuditEntry(String id, Instant occurredAt, AuditEvent event, String hash) {}
