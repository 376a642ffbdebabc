package io.privyseal.audit;

import io.privyseal.platform.CustomerId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change, as it is told to the audit trail.
 *
 * @param customer whose object changed; null for what concerns the whole server
 * @param action a verb in dotted form, such as {@code certificate.revoke}
 * @param objectType what changed, such as {@code certificate}
 * @param objectId its number or name
 * @param before the changed fields' old values; empty for a creation
 * @param after the changed fields' new values; empty for a deletion; never a secret
 */
public record AuditEvent(
        @Nullable CustomerId customer,
        Actor actor,
        String action,
        String objectType,
        String objectId,
        Map<String, String> before,
        Map<String, String> after) {
    public AuditEvent {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
