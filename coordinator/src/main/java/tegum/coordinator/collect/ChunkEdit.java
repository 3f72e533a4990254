package tegum.coordinator.collect;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.StratumRecord;

/// Changes of one stratum's bits that a transaction is to write. The book itself changes only when that has happened.
final class ChunkEdit {
    private final StratumBook book;
    private final Map<Integer, ChunkRecord> chunks = new TreeMap<>();
    private final Set<Long> newCells = new HashSet<>();
    /// The chunk edited last: indices of a part lie together.
    private @Nullable ChunkRecord latest;

    private Resolution resolution;
    private long done;
    private long reused;
    private long failed;

    ChunkEdit(StratumBook book) {
        this.book = book;
        this.resolution = book.record().resolution();
    }

    StratumBook book() {
        return book;
    }

    void resolve(Resolution.Resolved resolved) {
        resolution = resolved;
    }

    /// Whether the training has no result and was not given up, here or in the book.
    boolean isOpen(long index) {
        ChunkRecord chunk = chunkOf(index);
        return chunk == null || !(StratumBook.bit(chunk.done(), index) || StratumBook.bit(chunk.failed(), index));
    }

    /// Whether the training has a result, here or in the book.
    boolean isDone(long index) {
        ChunkRecord chunk = chunkOf(index);
        return chunk != null && StratumBook.bit(chunk.done(), index);
    }

    /// Whether anything is to be written.
    boolean isEmpty() {
        return chunks.isEmpty() && resolution.equals(book.record().resolution());
    }

    /// Marks an open training as done.
    ///
    /// @param forAnother whether another version trained it
    /// @return whether it is the first result of its cell in this version
    boolean markDone(long index, boolean forAnother) {
        ChunkRecord chunk = editable(index);
        set(chunk.done(), index);
        done++;
        if (forAnother) {
            set(chunk.reused(), index);
            reused++;
        }
        long position = book.stratum().position(index);
        return !book.isWritten(position) && newCells.add(position);
    }

    /// Marks an open training as given up.
    void markFailed(long index) {
        set(editable(index).failed(), index);
        failed++;
    }

    /// Opens all trainings that were given up.
    void reopenFailed() {
        for (ChunkRecord given : book.chunksWith(ChunkRecord::failed)) {
            long[] words = editable((long) given.chunk() * ChunkRecord.INDICES).failed();
            failed -= Arrays.stream(words).map(Long::bitCount).sum();
            Arrays.fill(words, 0);
        }
    }

    private @Nullable ChunkRecord chunkOf(long index) {
        int ordinal = Math.toIntExact(index / ChunkRecord.INDICES);
        if (latest != null && latest.chunk() == ordinal) {
            return latest;
        }
        ChunkRecord edited = chunks.get(ordinal);
        return edited != null ? edited : book.chunk(ordinal);
    }

    private ChunkRecord editable(long index) {
        ChunkRecord edited = latest;
        if (edited == null || edited.chunk() != index / ChunkRecord.INDICES) {
            edited = chunks.computeIfAbsent(Math.toIntExact(index / ChunkRecord.INDICES), this::copy);
            latest = edited;
        }
        return edited;
    }

    private ChunkRecord copy(int ordinal) {
        ChunkRecord chunk = book.chunk(ordinal);
        return chunk == null
                ? new ChunkRecord(
                        ordinal, new long[ChunkRecord.WORDS], new long[ChunkRecord.WORDS], new long[ChunkRecord.WORDS])
                : new ChunkRecord(
                        ordinal,
                        chunk.done().clone(),
                        chunk.reused().clone(),
                        chunk.failed().clone());
    }

    private static void set(long[] words, long index) {
        int within = (int) (index % ChunkRecord.INDICES);
        words[within / Long.SIZE] |= 1L << within;
    }

    Collection<ChunkRecord> chunks() {
        return chunks.values();
    }

    /// The stratum's record as it will be.
    StratumRecord record() {
        StratumRecord before = book.record();
        return new StratumRecord(
                before.sweep(),
                before.stratum(),
                before.kernelKey(),
                resolution,
                before.trainings(),
                before.done() + done,
                before.reused() + reused,
                before.failed() + failed);
    }
}
