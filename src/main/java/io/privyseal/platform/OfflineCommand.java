package io.privyseal.platform;

import java.util.List;

/** A command that works on the database while no server runs on it; a bean per command. */
public interface OfflineCommand {
    /** The system property that names the running command; absent in a server. */
    String PROPERTY = "io.privyseal.offline-command";

    /** The word on the command line. */
    String name();

    /**
     * Does the work and prints for an administrator.
     *
     * @param arguments what follows the name
     * @return the exit code of the process
     */
    int run(List<String> arguments);
}
