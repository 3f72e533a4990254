package tegum.coordinator.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.dataset.Answer;
import tegum.coordinator.dataset.DataReader;
import tegum.coordinator.dataset.SegmentCheck;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerPlace;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.plan.Stratum;
import tegum.protocol.SweepVersion;

/// The store's own care: checks that every fact agrees with every other, and removes what no fact needs.
///
/// Both take the store for themselves, so they refuse while a coordinator writes it.
public final class StoreCare {
    /// How long a replaced segment stays for those who read an older manifest; `store.linger`.
    public static final Duration LINGER = Duration.ofHours(24);

    private static final int MOST_PROBLEMS = 100;

    private StoreCare() {}

    /// What [#gc] has removed.
    ///
    /// @param files paths relative to the store's folder
    /// @param bytes their size together
    public record Cleaned(List<String> files, long bytes) {
        public Cleaned {
            files = List.copyOf(files);
        }
    }

    /// What [#check] has found.
    ///
    /// @param problems one sentence each, the first hundred; none if the store is sound
    /// @param leftovers files that no commit registered, as an interrupted run leaves them; harmless
    public record Checked(List<String> problems, List<String> leftovers) {
        public Checked {
            problems = List.copyOf(problems);
            leftovers = List.copyOf(leftovers);
        }
    }

    /// Compares ledger, segments and rows.
    ///
    /// @throws StoreException if there is no store, another process writes it, or it cannot be read at all
    public static Checked check(Path folder, LedgerSource source, Clock clock) {
        requireStore(folder);
        List<String> leftovers = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        boolean isReadable;
        try (Ledger ledger = source.open(folder, LedgerSource.Access.ALONE, clock)) {
            problems.addAll(ledger.check());
            List<SegmentRecord> all = new ArrayList<>(ledger.segments());
            all.addAll(ledger.replaced());
            try (SegmentCheck segments = SegmentCheck.open(folder)) {
                for (SegmentRecord segment : all) {
                    segments.problem(segment).ifPresent(problems::add);
                }
            }
            isReadable = problems.isEmpty();
            leftovers.addAll(SegmentCheck.unregistered(folder, all));
        }
        if (isReadable) {
            compareBits(folder, source, clock, problems);
        }
        return new Checked(problems.stream().limit(MOST_PROBLEMS).toList(), leftovers);
    }

    /// Compares the ledger's bits with the rows that the views show.
    private static void compareBits(Path folder, LedgerSource source, Clock clock, List<String> problems) {
        try (StoredResults results = StoredResults.open(folder, source, clock);
                DataReader reader = DataReader.open(folder, Optional.empty())) {
            long twice = number(
                    reader,
                    "SELECT count(*) - count(DISTINCT (cell, stream, replicate, numerics, measurement)) FROM trainings");
            if (twice > 0) {
                problems.add("%d trainings are stored twice with one measurement".formatted(twice));
            }
            for (SweepBook sweep : results.books()) {
                for (Stratum stratum : sweep.plan().strata()) {
                    compare(reader, sweep, sweep.stratum(stratum.ordinal()), problems);
                }
            }
        }
    }

    private static void compare(DataReader reader, SweepBook sweep, StratumBook book, List<String> problems) {
        Stratum stratum = book.stratum();
        Rows shown = Rows.of(reader, stratum, sweep.sweep(), '"' + sweep.sweep().toString() + " trainings\"");
        Rows own = Rows.of(
                reader,
                stratum,
                sweep.sweep(),
                "(FROM trainings WHERE sweep = '%s' AND version = %d)"
                        .formatted(sweep.sweep().name(), sweep.sweep().version()));
        for (long index = 0; index < stratum.trainings(); index++) {
            boolean ownDone = book.isDone(index) && !book.isReused(index);
            if (book.isDone(index) && !shown.contains(index)) {
                problems.add("training %d of stratum %d of %s is booked as done, but has no row"
                        .formatted(index, stratum.ordinal(), sweep.sweep()));
            } else if (own.contains(index) && !ownDone) {
                problems.add("training %d of stratum %d of %s has a row, but is not booked as done"
                        .formatted(index, stratum.ordinal(), sweep.sweep()));
            }
        }
    }

    /// Which trainings of a stratum have a row, in blocks, so that a stratum may have more of them than a set of bits.
    private record Rows(Map<Long, BitSet> blocks) {
        static Rows of(DataReader reader, Stratum stratum, SweepVersion sweep, String trainings) {
            Map<Long, BitSet> blocks = new HashMap<>();
            String sql = """
                    SELECT t.replicate * %d + c.position FROM %s t JOIN sweep_cells c
                      ON c.cell = t.cell AND c.sweep = '%s' AND c.version = %d AND c.stratum = %d
                    """.formatted(stratum.cells(), trainings, sweep.name(), sweep.version(), stratum.ordinal());
            try (Answer rows = reader.ask(sql)) {
                Optional<List<@Nullable Object>> row = rows.next();
                while (row.isPresent()) {
                    long index = Long.parseLong(String.valueOf(row.get().getFirst()));
                    blocks.computeIfAbsent(index / ChunkRecord.INDICES, _ -> new BitSet())
                            .set((int) (index % ChunkRecord.INDICES));
                    row = rows.next();
                }
            }
            return new Rows(blocks);
        }

        boolean contains(long index) {
            BitSet block = blocks.get(index / ChunkRecord.INDICES);
            return block != null && block.get((int) (index % ChunkRecord.INDICES));
        }
    }

    private static long number(DataReader reader, String sql) {
        try (Answer rows = reader.ask(sql)) {
            return rows.next()
                    .map(row -> Long.parseLong(String.valueOf(row.getFirst())))
                    .orElse(0L);
        }
    }

    /// As the other [#gc], after [#LINGER].
    public static Cleaned gc(Path folder, LedgerSource source, Clock clock) {
        return gc(folder, source, clock, LINGER);
    }

    /// Removes the segments that were replaced long enough ago, the files that no crash has left registered, and what
    /// lies below `data/tmp`. Never a file that a reader of the last manifests needs.
    ///
    /// @param linger how long a replaced segment stays
    /// @throws StoreException if there is no store, another process writes it, or a file cannot be removed
    public static Cleaned gc(Path folder, LedgerSource source, Clock clock, Duration linger) {
        requireStore(folder);
        try (Ledger ledger = source.open(folder, LedgerSource.Access.ALONE, clock)) {
            List<SegmentRecord> old = ledger.replacedBefore(clock.instant().minus(linger));
            if (!old.isEmpty()) {
                ledger.transact(transaction -> {
                    old.forEach(transaction::removeReplaced);
                    return old.size();
                });
            }
            List<SegmentRecord> registered = new ArrayList<>(ledger.segments());
            registered.addAll(ledger.replaced());
            List<String> files = SegmentCheck.unregistered(folder, registered);
            long bytes = 0;
            for (String file : files) {
                bytes += Files.size(folder.resolve(file));
                Files.delete(folder.resolve(file));
            }
            return new Cleaned(files, bytes);
        } catch (IOException e) {
            throw StoreException.of(folder, "clean", e);
        }
    }

    /// What [#compact] has done.
    ///
    /// @param merged segments that were replaced
    /// @param into segments that replaced them
    /// @param bytesBefore of the former
    /// @param bytesAfter of the latter
    public record Compacted(int merged, int into, long bytesBefore, long bytesAfter) {}

    /// Merges all small segments. Those that they replace stay for a while, as [#gc] says.
    ///
    /// @throws StoreException if there is no store, another process writes it, or it cannot be written
    public static Compacted compact(Path folder, LedgerSource source, Clock clock) {
        requireStore(folder);
        try (StoredResults results = StoredResults.open(folder, source, clock)) {
            Compaction.Done done = results.compact();
            return new Compacted(done.merged(), done.into(), done.bytesBefore(), done.bytesAfter());
        }
    }

    /// Which schema a store's ledger had and has.
    public record Upgraded(int from, int to) {}

    /// Brings a store that an earlier Tegum wrote to this one's schema, as every command that writes it would.
    ///
    /// @throws StoreException if there is no store, another process writes it, or a later Tegum wrote it
    public static Upgraded upgrade(Path folder, LedgerSource source, Clock clock) {
        requireStore(folder);
        try (Ledger ledger = source.open(folder, LedgerSource.Access.ALONE, clock)) {
            return new Upgraded(ledger.openedSchema(), ledger.schema());
        }
    }

    /// @throws StoreException if the folder has no store
    static void requireStore(Path folder) {
        if (!LedgerPlace.hasStore(folder)) {
            throw new StoreException(
                    "there is no store in %s: run a sweep first, or say where with --store".formatted(folder));
        }
    }
}
