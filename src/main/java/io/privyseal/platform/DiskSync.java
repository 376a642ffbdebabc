package io.privyseal.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits until a file's content, or what a directory lists, survives a power loss. */
@FunctionalInterface
interface DiskSync {
    /** By the operating system. */
    DiskSync REAL = DiskSync::force;

    void sync(Path path) throws IOException;

    private static void force(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Not every platform opens directories, and not every file system syncs them; the file itself is on disk.
        }
    }
}
