package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;

/** What an interrupted check says: nothing about the requester. */
final class Interruption {
    private Interruption() {}

    static NotProvenException stopped() {
        return NotProvenException.ever(Fault.NOT_CHECKED, "The server is stopping.");
    }
}
