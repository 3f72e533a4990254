package tegum.coordinator.ledger;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/// The store cannot be used; the message is one sentence for its user: which folder, what, and what to do.
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What a failed read or write of the store means for its user.
    ///
    /// File systems, SQLite and DuckDB report a full or read-only disk in their own words, so the words are
    /// looked for.
    ///
    /// @param act what was tried, as in "cannot `act` the store"
    public static StoreException of(Path folder, String act, Exception cause) {
        if (cause instanceof StoreException known) {
            return known;
        }
        String text = textOf(cause);
        if (text.contains("no space left")
                || text.contains("disk is full")
                || text.contains("sqlite_full")
                || text.contains("disk quota exceeded")
                || text.contains("out of disk space")) {
            return new StoreException(
                    "cannot %s the store %s: the disk is full; free some space and run the same command again, everything committed is safe"
                            .formatted(act, folder),
                    cause);
        }
        if (cause instanceof AccessDeniedException
                || cause instanceof ReadOnlyFileSystemException
                || text.contains("read-only")
                || text.contains("readonly")
                || text.contains("permission denied")) {
            return new StoreException(
                    "cannot %s the store %s: it is not writable for this user; choose another folder with --store or change its permissions"
                            .formatted(act, folder),
                    cause);
        }
        if (text.contains("sqlite_busy") || text.contains("database is locked")) {
            return inUse(folder);
        }
        if (text.contains("sqlite_notadb") || text.contains("sqlite_corrupt")) {
            return new StoreException(
                    "%s is not a ledger of Tegum, or is damaged: restore it from a backup, or choose another folder with --store"
                            .formatted(folder.resolve("ledger.db")),
                    cause);
        }
        if (text.contains("not a directory")) {
            return new StoreException(
                    "the store %s is not a folder: choose another with --store".formatted(folder), cause);
        }
        String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (speaksOfDataFile(text)) {
            return damagedData(cause);
        }
        return new StoreException(
                "cannot %s the store %s: %s (%s)"
                        .formatted(act, folder, first, cause.getClass().getSimpleName()),
                cause);
    }

    /// Whether a failure is that of a data file which is damaged or missing.
    public static boolean isDamagedData(Exception cause) {
        return speaksOfDataFile(textOf(cause));
    }

    /// A data file is damaged or missing; DuckDB's own words name it.
    public static StoreException damagedData(Exception cause) {
        String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new StoreException(
                "a data file of the store is damaged or missing: %s; tegum store check names all such files, and a backup restores them"
                        .formatted(first),
                cause);
    }

    private static boolean speaksOfDataFile(String text) {
        return text.contains("parquet file")
                || text.contains("no magic bytes")
                || text.contains("no files found that match");
    }

    /// Another process writes the store.
    public static StoreException inUse(Path folder) {
        return new StoreException(
                "the store %s is in use by another process: wait until it ends, or choose another folder with --store"
                        .formatted(folder));
    }

    private static String textOf(Throwable cause) {
        StringBuilder text = new StringBuilder();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            text.append(at).append('\n');
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
