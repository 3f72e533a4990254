package tegum.coordinator.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tegum.coordinator.dataset.SegmentFiles;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.sqlite.SqliteSource;

/// Copies a store: the ledger as of one transaction, and the segments that it registers, each against its checksum.
public final class StoreBackup {
    private StoreBackup() {}

    /// What was copied.
    ///
    /// @param segments how many
    /// @param bytes of them
    public record Backup(int segments, long bytes) {}

    /// Copies a store into a folder, which then is a store of its own, with its ledger inside, wherever the original's
    /// is. It appears when it is whole, and not before.
    ///
    /// @param target a folder that does not exist yet, or is empty
    /// @throws StoreException if there is no store, another process writes it, a segment is damaged, or the target
    ///     cannot be written
    public static Backup copy(Path folder, LedgerSource source, Path target, Clock clock) {
        StoreCare.requireStore(folder);
        Path whole = target.toAbsolutePath().normalize();
        Path draft = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            requireFree(whole);
            remove(draft); // of a backup that was killed
            List<SegmentRecord> segments;
            try (Ledger ledger = source.open(folder, LedgerSource.Access.ALONE, clock)) {
                Files.createDirectories(draft);
                ledger.copyInto(draft);
                segments = ledger.segments();
                for (SegmentRecord segment : segments) {
                    SegmentFiles.copy(folder, draft, segment);
                }
            }
            strikeReplaced(draft, clock);
            // Opening it writes manifest and views.
            StoredResults.open(draft, clock).close();
            Files.deleteIfExists(whole);
            Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
            return new Backup(
                    segments.size(),
                    segments.stream().mapToLong(SegmentRecord::bytes).sum());
        } catch (IOException e) {
            throw StoreException.of(whole, "write a backup to", e);
        } finally {
            remove(draft);
        }
    }

    /// What is left of a copy that was not finished.
    private static void remove(Path draft) {
        if (!Files.isDirectory(draft)) {
            return;
        }
        try (Stream<Path> files = Files.walk(draft)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw StoreException.of(draft, "clean", e);
        }
    }

    private static void requireFree(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new StoreException(
                            "%s is not empty: name a folder that does not exist yet".formatted(target));
                }
            }
        } else if (Files.exists(target)) {
            throw new StoreException("%s is not a folder: name one that does not exist yet".formatted(target));
        }
    }

    /// The copy has no readers of older manifests, so what was replaced is not copied.
    private static void strikeReplaced(Path copy, Clock clock) {
        try (Ledger ledger = new SqliteSource().open(copy, LedgerSource.Access.ALONE, clock)) {
            List<SegmentRecord> replaced = ledger.replaced();
            ledger.transact(transaction -> {
                replaced.forEach(transaction::removeReplaced);
                return replaced.size();
            });
        }
    }
}
