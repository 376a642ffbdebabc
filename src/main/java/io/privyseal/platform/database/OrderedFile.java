package io.privyseal.platform.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** A file whose overwrites and truncations wait for a sync of all earlier writes. */
final class OrderedFile extends FileBaseDefault {
    /**
     * Files whose sync failed. The kernel may have dropped the dirty pages and report success the next time, so only a
     * new process may trust such a file again.
     */
    private static final Set<String> DISTRUSTED = ConcurrentHashMap.newKeySet();

    private final String name;
    private final FileChannel file;
    private volatile boolean unsynced;
    private volatile long end;

    OrderedFile(String name, FileChannel file) throws IOException {
        this.name = name;
        this.file = file;
        this.end = file.size();
    }

    /** Whether a sync of the file has failed in this process. */
    static boolean isDistrusted(String name) {
        return DISTRUSTED.contains(name);
    }

    // Positional reads and writes are safe for concurrent use below; the lock of the class above would only serialize.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int write(ByteBuffer source, long position) throws IOException {
        if (position < end && unsynced) {
            force(false);
        }
        int written = file.write(source, position);
        unsynced = true;
        end = Math.max(end, position + written);
        return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        // Cleared first: a write during the sync sets it again.
        unsynced = false;
        try {
            // fdatasync keeps what is needed to read the data back, the length included; times of access are not.
            file.force(false);
        } catch (IOException | RuntimeException e) {
            unsynced = true;
            DISTRUSTED.add(name);
            throw e;
        }
    }

    @Override
    protected void implTruncate(long length) throws IOException {
        if (unsynced) {
            force(false);
        }
        file.truncate(length);
        end = file.size();
        unsynced = true;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
