package io.privyseal.platform;

import java.util.List;

/** A command that works on the database while no server runs on it; a bean per command. */
public interface OfflineCommand {
    /** The system property that names the running command; absent in a server. */
    String PROPERTY = "io.privyseal.offline-command";

    /** Exit code: the command line makes no sense. */
    int USAGE = 2;

    /** The word on the command line. */
    String name();

    /** What follows the word, for an administrator who got it wrong. */
    String usage();

    /**
     * Does the work and prints for an administrator.
     *
     * @param arguments what follows the name
     * @return the exit code of the process; {@link #USAGE} also prints {@link #usage()}
     * @throws RefusedException when what is asked for cannot be done
     */
    int run(List<String> arguments);
}
