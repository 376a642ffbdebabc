package io.privyseal.audit;

/** Takes the record of each change, in the transaction that decides it. */
public interface AuditTrail {
    /**
     * Adds an entry to the caller's transaction; it is kept if and only if that transaction commits.
     *
     * @throws IllegalStateException when no transaction is active
     */
    void record(AuditEvent event);
}
