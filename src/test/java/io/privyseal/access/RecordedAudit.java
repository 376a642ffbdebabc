package io.privyseal.access;

import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps audit events in memory; stands in until a trail is there. */
@DefaultBean
@Singleton
public class RecordedAudit implements AuditTrail {
    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditEvent event) {
        events.add(event);
    }
}
