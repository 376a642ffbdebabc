package io.privyseal.platform.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/** A disk that fails when told, and counts its syncs. */
public final class FailingFilePath extends FilePathWrapper {
    public static final AtomicBoolean FULL = new AtomicBoolean();
    static final AtomicBoolean SYNC_FAILS = new AtomicBoolean();
    static final AtomicInteger SYNCS = new AtomicInteger();
    static volatile long syncMillis;

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FailingFile(getBase().open(mode));
    }

    @Override
    public String getScheme() {
        return "failing";
    }

    private static final class FailingFile extends FileBaseDefault {
        private final FileChannel file;

        FailingFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            if (FULL.get()) {
                throw new IOException("No space left on device");
            }
            return file.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            try {
                Thread.sleep(syncMillis);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (SYNC_FAILS.get()) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
            SYNCS.incrementAndGet();
        }

        @Override
        protected void implTruncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public synchronized @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
