package tegum.coordinator.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right to write one store: at most one process on the machine holds it, and the operating system takes it back
/// when that process ends, however it ends.
public final class StoreLock implements AutoCloseable {
    private static final String NAME = "store.lock";

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the folder if it is not there, and takes the lock.
    ///
    /// @throws StoreException if another process or another part of this one holds it, or the folder is not
    ///     writable
    public static StoreLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw StoreException.inUse(folder);
            }
            return new StoreLock(channel);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException("the store %s is not a folder: choose another with --store".formatted(folder), e);
        } catch (IOException e) {
            throw StoreException.of(folder, "open", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot give back the store's lock: " + e.getMessage(), e);
        }
    }
}
