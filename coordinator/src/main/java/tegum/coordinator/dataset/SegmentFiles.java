package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;

/// Copies the files of segments.
public final class SegmentFiles {
    private SegmentFiles() {}

    /// Copies a segment from one store's folder to another's, and forces it to disk.
    ///
    /// @throws StoreException if it is not as it was written
    public static void copy(Path from, Path to, SegmentRecord segment) throws IOException {
        Path source = from.resolve(segment.path());
        Path target = to.resolve(segment.path());
        if (!Files.isRegularFile(source)) {
            throw new StoreException("%s is missing: tegum store check names all such files".formatted(segment.path()));
        }
        Files.createDirectories(to.resolve(segment.path()).resolve("..").normalize());
        Files.copy(source, target);
        DataSet.force(target);
        if (Files.size(target) != segment.bytes() || DataSet.crc32c(target) != segment.crc32c()) {
            throw new StoreException("%s is damaged: tegum store check names all such files".formatted(segment.path()));
        }
    }
}
