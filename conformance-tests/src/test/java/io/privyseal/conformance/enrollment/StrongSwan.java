package io.privyseal.conformance.enrollment;

import io.privyseal.conformance.client.ClientProcess;
import io.privyseal.conformance.client.ClientVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** strongSwan's {@code pki}, with which devices make their keys and enroll by either protocol. */
final class StrongSwan {
    private static final String NAME = "strongSwan ";

    private final Path directory;

    StrongSwan(Path directory) {
        this.directory = directory;
    }

    /** Of a command that not all versions have. */
    static Optional<String> findVersion(Path directory, String command) {
        return ClientVersion.output(directory, "pki", command, "--help")
                .filter(text -> text.contains(NAME) && text.contains("pki " + command + " "))
                .flatMap(text -> ClientVersion.in(text.substring(text.indexOf(NAME))));
    }

    static boolean hasPlugin(Path directory, String plugin) {
        return ClientVersion.output(directory, "pki", "--gen", "--help")
                .filter(text -> !text.contains("plugin '" + plugin + "': failed"))
                .isPresent();
    }

    /** Runs a command that fetches the certificates of CAs, and leaves them in files of their own. */
    void fetch(String... words) throws IOException, InterruptedException {
        for (Path former : authorities()) {
            Files.delete(former);
        }
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--caout", directory.resolve("ca.pem").toString(), "--outform", "pem", "--force"));
        run(command.toArray(String[]::new));
    }

    /** Where it has left them: the root under the name that it was given, others with a number. */
    List<Path> authorities() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "ca*.pem")) {
            found.forEach(files::add);
        }
        return files;
    }

    Path keyOf(Device device) {
        return directory.resolve(device.name() + ".key");
    }

    Path certificateOf(Device device) {
        return directory.resolve(device.name() + ".pem");
    }

    /** A new key. */
    Path makeKey(Device device, String suffix) throws IOException, InterruptedException {
        Path key = directory.resolve(device.name() + suffix);
        String printed = run(
                "--gen",
                "--type",
                type(device),
                "--size",
                switch (device.key()) {
                    case RSA_2048 -> "2048";
                    case EC_P256 -> "256";
                },
                "--outform",
                "pem");
        return Files.writeString(key, printed.substring(printed.indexOf("-----BEGIN")));
    }

    static String type(Device device) {
        return switch (device.key()) {
            case RSA_2048 -> "rsa";
            case EC_P256 -> "ecdsa";
        };
    }

    String run(String... words) throws IOException, InterruptedException {
        return ClientProcess.run(directory, Map.of(), command(words));
    }

    String runInVain(String... words) throws IOException, InterruptedException {
        return ClientProcess.runInVain(directory, Map.of(), command(words));
    }

    ClientProcess start(String... words) throws IOException {
        return ClientProcess.start(directory, Map.of(), command(words));
    }

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("pki"));
        command.addAll(List.of(words));
        return command;
    }
}
