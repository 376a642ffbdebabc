package io.privyseal.validation;

import java.net.InetAddress;
import java.util.Optional;

/** One method of proving control. */
interface Prover {
    ControlMethod method();

    /**
     * Looks once.
     *
     * @return the address that answered; empty where none was connected to
     * @throws NotProvenException when what was found is no proof
     */
    Optional<InetAddress> prove(ControlCheck check, Deadline deadline);
}
