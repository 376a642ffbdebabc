package io.privyseal.rest;

import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, for tests to look at. */
@Alternative
@ApplicationScoped
public class RecordedAudit implements AuditTrail {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditEvent event) {
        events.add(event);
    }

    /** The latest event with this action. */
    public AuditEvent last(String action) {
        return events.reversed().stream()
                .filter(event -> event.action().equals(action))
                .findFirst()
                .orElseThrow();
    }
}
