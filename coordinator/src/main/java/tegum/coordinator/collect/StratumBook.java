package tegum.coordinator.collect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.StratumRecord;
import tegum.plan.CellId;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.plan.Stratum;

/// What the store knows of one stratum: the ledger's bits in memory, and what follows from them.
final class StratumBook {
    /// Cells of which ids, best losses and places in other plans are remembered: 8 to 16 bytes each.
    static final long REMEMBERED_CELLS = 4_000_000;

    private final SweepBook sweep;
    private final Stratum stratum;
    private final @Nullable ChunkRecord[] chunks;
    private final BitSet writtenCells = new BitSet();
    private StratumRecord record;
    private long[] cellIds = new long[0];
    private double[] leastLoss = new double[0];
    private int[] leastReplicate = new int[0];

    StratumBook(SweepBook sweep, Stratum stratum, StratumRecord record, List<ChunkRecord> known) {
        this.sweep = sweep;
        this.stratum = stratum;
        this.record = record;
        this.chunks =
                new ChunkRecord[Math.toIntExact((stratum.trainings() + ChunkRecord.INDICES - 1) / ChunkRecord.INDICES)];
        known.forEach(this::install);
    }

    SweepBook sweep() {
        return sweep;
    }

    Stratum stratum() {
        return stratum;
    }

    StratumRecord record() {
        return record;
    }

    Optional<Resolution.Resolved> resolved() {
        return record.resolution() instanceof Resolution.Resolved resolved ? Optional.of(resolved) : Optional.empty();
    }

    boolean hasNumerics(String numerics) {
        return record.resolution() instanceof Resolution.Resolved resolved
                && resolved.numerics().equals(numerics);
    }

    /// Whether a training is done or failed.
    boolean begun() {
        return record.done() + record.failed() > 0;
    }

    @Nullable ChunkRecord chunk(int ordinal) {
        return chunks[ordinal];
    }

    boolean isDone(long index) {
        ChunkRecord chunk = chunks[Math.toIntExact(index / ChunkRecord.INDICES)];
        return chunk != null && bit(chunk.done(), index);
    }

    boolean isReused(long index) {
        ChunkRecord chunk = chunks[Math.toIntExact(index / ChunkRecord.INDICES)];
        return chunk != null && bit(chunk.reused(), index);
    }

    /// The chunks that have one of the given bits set, by ordinal.
    List<ChunkRecord> chunksWith(Function<ChunkRecord, long[]> bits) {
        List<ChunkRecord> found = new ArrayList<>();
        for (ChunkRecord chunk : chunks) {
            if (chunk != null && Arrays.stream(bits.apply(chunk)).anyMatch(word -> word != 0)) {
                found.add(chunk);
            }
        }
        return found;
    }

    static boolean bit(long[] words, long index) {
        int within = (int) (index % ChunkRecord.INDICES);
        return (words[within / Long.SIZE] >>> within & 1) != 0;
    }

    /// The indices with a result.
    IndexSet done() {
        IndexSet.Builder done = new IndexSet.Builder();
        for (long index = 0; index < stratum.trainings(); index++) {
            if (isDone(index)) {
                done.add(index);
            }
        }
        return done.build();
    }

    /// The indices that are neither done nor failed.
    IndexSet missing() {
        IndexSet.Builder missing = new IndexSet.Builder();
        for (int ordinal = 0; ordinal < chunks.length; ordinal++) {
            long first = (long) ordinal * ChunkRecord.INDICES;
            long end = Math.min(stratum.trainings(), first + ChunkRecord.INDICES);
            ChunkRecord chunk = chunks[ordinal];
            if (chunk == null) {
                missing.add(new IndexRange(first, end));
                continue;
            }
            for (int word = 0; word < ChunkRecord.WORDS; word++) {
                long open = ~(chunk.done()[word] | chunk.failed()[word]);
                while (open != 0) {
                    long index = first + (long) word * Long.SIZE + Long.numberOfTrailingZeros(open);
                    if (index >= end) {
                        break;
                    }
                    missing.add(index);
                    open &= open - 1;
                }
            }
        }
        return missing.build();
    }

    /// Whether the cell has a result in this version, so that its rows are written.
    boolean isWritten(long position) {
        return writtenCells.get(Math.toIntExact(position));
    }

    /// Takes over what a committed transaction has written.
    void install(ChunkEdit edit) {
        edit.chunks().forEach(this::install);
        record = edit.record();
    }

    private void install(ChunkRecord chunk) {
        chunks[chunk.chunk()] = chunk;
        for (int word = 0; word < ChunkRecord.WORDS; word++) {
            long done = chunk.done()[word];
            while (done != 0) {
                long index = (long) chunk.chunk() * ChunkRecord.INDICES
                        + (long) word * Long.SIZE
                        + Long.numberOfTrailingZeros(done);
                writtenCells.set(Math.toIntExact(stratum.position(index)));
                done &= done - 1;
            }
        }
    }

    /// The id of a cell; making one costs a hash, so they are remembered where there are not too many.
    CellId cellId(Plan plan, long position) {
        int at = Math.toIntExact(2 * (position % REMEMBERED_CELLS));
        if (at + 1 >= cellIds.length || (cellIds[at] == 0 && cellIds[at + 1] == 0)) {
            PlannedCell cell = plan.cell(stratum, position);
            remember(cell);
            return cell.id();
        }
        return new CellId(cellIds[at], cellIds[at + 1]);
    }

    /// Remembers the id of a cell that was made anyway.
    void remember(PlannedCell cell) {
        if (stratum.cells() > REMEMBERED_CELLS) {
            return;
        }
        if (cellIds.length == 0) {
            cellIds = new long[Math.toIntExact(2 * stratum.cells())];
        }
        int at = Math.toIntExact(2 * cell.where().position());
        cellIds[at] = cell.id().high();
        cellIds[at + 1] = cell.id().low();
    }

    /// Whether a training is the cell's best since the store was opened; then it is from now on the one to beat.
    boolean beatsBest(long position, double loss, int replicate) {
        if (stratum.cells() > REMEMBERED_CELLS) {
            return true;
        }
        if (leastLoss.length == 0) {
            leastLoss = new double[Math.toIntExact(stratum.cells())];
            leastReplicate = new int[leastLoss.length];
            Arrays.fill(leastLoss, Double.POSITIVE_INFINITY);
        }
        int at = Math.toIntExact(position);
        boolean beats = loss < leastLoss[at] || (loss == leastLoss[at] && replicate < leastReplicate[at]);
        if (beats) {
            leastLoss[at] = loss;
            leastReplicate[at] = replicate;
        }
        return beats;
    }
}
