package io.privyseal.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system {@code ordered:<n>:} of H2: nothing is overwritten or cut off before what supersedes it is on disk.
 *
 * <p>H2 reuses the space of dead chunks after a time and relies on the replacement having been synced meanwhile. Here a write
 * into used space first syncs the writes before it, so space may be reused at once (RETENTION_TIME=0).
 *
 * <p>A number and a colon before the path only make a name; see {@link DatabaseOpenings}.
 */
public final class OrderedFilePath extends FilePathWrapper {
    static final String SCHEME = "ordered";

    /** Made by H2, by reflection. */
    public OrderedFilePath() {}

    @Override
    public FileChannel open(String mode) throws IOException {
        return new OrderedFile(getBase().toString(), getBase().open(mode));
    }

    @Override
    protected String getPrefix() {
        return name.substring(0, beginOfPath(name));
    }

    @Override
    protected FilePath unwrap(String path) {
        return FilePath.get(path.substring(beginOfPath(path)));
    }

    private static int beginOfPath(String name) {
        return name.indexOf(':', SCHEME.length() + 1) + 1;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }
}
