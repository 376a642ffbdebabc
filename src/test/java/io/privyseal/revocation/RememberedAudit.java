package io.privyseal.revocation;

import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit trail that only remembers. */
@Alternative
@Singleton
class RememberedAudit implements AuditTrail {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditEvent event) {
        events.add(event);
    }

    List<AuditEvent> events(String action, String objectId) {
        return events.stream()
                .filter(event ->
                        event.action().equals(action) && event.objectId().equals(objectId))
                .toList();
    }
}
