package io.privyseal.rest.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEntry;
import io.privyseal.audit.AuditEvent;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit trail on the wire.
 *
 * @param time ISO 8601 in UTC
 * @param before the changed fields' old values
 * @param after the changed fields' new values
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditEntry")
public record AuditEntryMessage(
        String id,
        String time,
        ActorMessage actor,
        String action,
        String objectType,
        String objectId,
        Map<String, String> before,
        Map<String, String> after,
        String hash) {
    /** Who did it, and from where. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ActorMessage(
            String kind,
            String name,
            @Nullable Long administratorId,
            @Nullable String address) {
        static ActorMessage from(Actor actor) {
            return new ActorMessage(actor.kind().name(), actor.name(), actor.administratorId(), actor.address());
        }
    }

    static AuditEntryMessage from(AuditEntry entry) {
        AuditEvent event = entry.event();
        return new AuditEntryMessage(
                entry.id(),
                entry.occurredAt().toString(),
                ActorMessage.from(event.actor()),
                event.action(),
                event.objectType(),
                event.objectId(),
                event.before(),
                event.after(),
                entry.hash());
    }
}
