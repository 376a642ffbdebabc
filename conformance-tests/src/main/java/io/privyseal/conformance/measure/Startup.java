package io.privyseal.conformance.measure;

import io.privyseal.conformance.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** From the launcher's call to ready, and memory when idle: second and later starts on the same state. */
final class Startup {
    private static final int IDLE_MILLIS = 10_000;

    private Startup() {}

    static void run(int starts) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("privyseal-startup");
        try {
            ServerProcess first = ServerProcess.start(home, Map.of("PRIVYSEAL_DB_URL", ""));
            first.close();
            System.out.println("start  ready after s  resident MiB after 10 s idle");
            for (int i = 1; i <= starts; i++) {
                long before = System.nanoTime();
                try (ServerProcess server = ServerProcess.start(home, Map.of("PRIVYSEAL_DB_URL", ""))) {
                    double seconds = (System.nanoTime() - before) / 1e9;
                    Thread.sleep(IDLE_MILLIS);
                    System.out.printf(
                            Locale.ROOT,
                            "%5d  %13.2f  %28.0f%n",
                            i,
                            seconds,
                            residentMebibytes(server.process().pid()));
                }
            }
        } finally {
            Directories.delete(home);
        }
    }

    private static double residentMebibytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IllegalStateException("No VmRSS for process " + pid);
    }
}
