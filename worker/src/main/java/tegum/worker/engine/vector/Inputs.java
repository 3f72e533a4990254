package tegum.worker.engine.vector;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import tegum.model.ValueLaw;
import tegum.random.ActivityTables;
import tegum.random.TrainingKey;

/// The inputs of a training step, a chunk of samples after the other, without those that a compacting
/// cell leaves out.
///
/// | array | shape                                                        |
/// |-------|--------------------------------------------------------------|
/// | `x`   | a row of `stride` floats per feature; a column is a sample; begins at [AlignedFloats#FIRST] |
///
/// Every chunk but a step's last has a multiple of 64 rows, so that sums see samples in the same lanes
/// whatever the chunk. Serves one training at a time, see [#bind]. Not thread-safe.
final class Inputs {
    /// Columns beyond a chunk: carried samples, and room that keeps rows from sharing cache sets.
    private static final int SLACK = DenseInputs.BLOCK + Lanes.VIRTUAL;

    private final int batch;
    private final int features;
    private final boolean compacts;
    private final int chunk;
    private final float valueScale;
    private final float shift;
    private final PhiloxLanes philox = new PhiloxLanes();
    private final DenseInputs dense;
    private final SparseInputs[] sparse;
    private final int[] sparseFeatures;
    private final Optional<StepsAhead> ahead;
    private final long[] activity;
    private final float[] x;
    private ActivityTables bound;
    private int at = AlignedFloats.FIRST;
    private int step;
    private int lastStep;
    private int first;
    private int filled;
    private int rows;
    private int taken;

    /// @param tables any tables of the kernel key
    /// @param paddedFeatures rows of `x`; those past the features stay 0
    /// @param most most samples of a chunk
    Inputs(ActivityTables tables, ValueLaw values, int paddedFeatures, int most) {
        this.batch = tables.batch();
        this.features = tables.features();
        this.compacts = tables.compacts();
        this.chunk = chunkOf(batch, most);
        this.valueScale = values == ValueLaw.UNIFORM ? 1f : 2f;
        this.shift = values == ValueLaw.SYMMETRIC ? -1f : 0f;
        this.dense = new DenseInputs(tables, chunk / DenseInputs.BLOCK, philox);
        this.sparse = new SparseInputs[tables.groups().size()];
        for (int at = 0; at < sparse.length; at++) {
            sparse[at] = new SparseInputs(tables, at, chunk, philox);
        }
        this.sparseFeatures = tables.groups().stream()
                .flatMapToInt(group -> IntStream.range(0, group.count()).map(group::feature))
                .toArray();
        this.ahead = StepsAhead.of(tables, chunk, shift, philox);
        this.activity = new long[chunk / DenseInputs.BLOCK];
        this.x = AlignedFloats.array(paddedFeatures * stride());
        this.bound = tables;
        take(tables);
    }

    /// Samples of a chunk: the batch in equal parts, whole blocks.
    private static int chunkOf(int batch, int most) {
        int blocks = (batch + DenseInputs.BLOCK - 1) / DenseInputs.BLOCK;
        int chunks = (blocks * DenseInputs.BLOCK + most - 1) / most;
        return (blocks + chunks - 1) / chunks * DenseInputs.BLOCK;
    }

    /// Floats from a row of `x` to the next.
    int stride() {
        return chunk + SLACK;
    }

    float[] x() {
        return x;
    }

    /// Where the rows handed out begin in `x`: column 0 of the first feature.
    int at() {
        return at;
    }

    /// Serves another training.
    ///
    /// @param last the last step that will be asked for before the next call
    void bind(ActivityTables tables, TrainingKey key, int last) {
        lastStep = last;
        philox.rekey(key);
        ahead.ifPresent(StepsAhead::forget);
        if (tables != bound) {
            take(tables);
        }
    }

    private void take(ActivityTables tables) {
        bound = tables;
        dense.bind(tables, valueScale);
        for (SparseInputs group : sparse) {
            group.bind(tables, valueScale);
        }
        ahead.ifPresent(steps -> steps.bind(tables, valueScale));
    }

    /// Begins a step.
    void begin(int ofStep) {
        step = ofStep;
        first = 0;
        filled = 0;
        rows = 0;
        taken = 0;
    }

    /// Samples handed out so far in this step.
    int taken() {
        return taken;
    }

    /// Draws the next chunk.
    ///
    /// @return rows to be added to the sums, from [#at] on; 0 if the chunk has none yet; -1 after
    /// the last chunk
    int next() {
        if (first >= batch) {
            return -1;
        }
        if (ahead.isPresent() && ahead.get().pays()) {
            return takeAhead(ahead.get());
        }
        carry();
        int end = Math.min(batch, first + chunk);
        if (!compacts) {
            scatter(end, 0);
            filled = end - first;
        } else if (dense.isEmpty() && sparse.length == 1) {
            place(sparse[0], end);
        } else if (Lanes.WIDTH == Lanes.VIRTUAL && sparse.length == 0) {
            int to = AlignedFloats.FIRST + filled;
            filled += dense.fillActive(step, first, end - first, shift, x, stride(), to, activity);
        } else {
            scatter(end, filled);
            filled = compress(end - first);
        }
        first = end;
        rows = end == batch ? filled : filled & -DenseInputs.BLOCK;
        taken += rows;
        return rows;
    }

    private int takeAhead(StepsAhead steps) {
        int drawn = steps.take(step, lastStep, sparse[0], x, stride());
        at = steps.start(drawn);
        rows = steps.rows(drawn);
        first = batch;
        taken = rows;
        return rows;
    }

    /// Whether [#nextLists] can take the place of [#next]: all features are sparse.
    boolean areLists() {
        return dense.isEmpty();
    }

    /// Draws the next chunk as lists and leaves `x` as it is.
    ///
    /// @param lengths receives how many features are active in each of [#lists]
    /// @return samples of the chunk; -1 after the last chunk
    int nextLists(int[] lengths) {
        if (first >= batch) {
            return -1;
        }
        int end = Math.min(batch, first + chunk);
        for (int at = 0; at < sparse.length; at++) {
            lengths[at] = sparse[at].list(step, first, end, shift);
        }
        int drawn = end - first;
        first = end;
        return drawn;
    }

    SparseInputs[] lists() {
        return sparse;
    }

    /// Moves the samples that were not handed out to the front.
    private void carry() {
        if (filled == rows) {
            filled = 0;
            rows = 0;
            return;
        }
        for (int i = 0; i < features; i++) {
            int row = AlignedFloats.FIRST + i * stride();
            System.arraycopy(x, row + rows, x, row, filled - rows);
        }
        filled -= rows;
        rows = 0;
    }

    /// Draws a chunk with every sample in its place, from column `base` on.
    private void scatter(int end, int base) {
        for (int i : sparseFeatures) {
            int row = AlignedFloats.FIRST + i * stride() + base;
            Arrays.fill(x, row, row + chunk, 0f);
        }
        if (compacts) {
            Arrays.fill(activity, 0);
            dense.fillAndMark(step, first, shift, x, stride(), AlignedFloats.FIRST + base, activity);
        } else {
            dense.fill(step, first, shift, x, stride(), AlignedFloats.FIRST + base);
        }
        for (SparseInputs group : sparse) {
            int active = group.list(step, first, end, shift);
            spread(group, active, x, stride(), AlignedFloats.FIRST + base);
            if (compacts) {
                mark(group, active, activity);
            }
        }
    }

    private static void spread(SparseInputs group, int active, float[] x, int stride, int base) {
        int[] samples = group.samples;
        int[] activeFeatures = group.activeFeatures;
        float[] values = group.values;
        for (int e = 0; e < active; e++) {
            x[activeFeatures[e] * stride + base + samples[e]] = values[e];
        }
    }

    private static void mark(SparseInputs group, int active, long[] activity) {
        int[] samples = group.samples;
        for (int e = 0; e < active; e++) {
            activity[samples[e] >> 6] |= 1L << samples[e];
        }
    }

    /// Leaves out the samples without an active feature.
    ///
    /// @return columns filled
    private int compress(int count) {
        int blocks = Math.ceilDiv(count, DenseInputs.BLOCK);
        activity[blocks - 1] &= -1L >>> -count;
        int end = filled;
        for (int i = 0; i < features; i++) {
            int row = AlignedFloats.FIRST + i * stride();
            end = compressRow(x, row + filled, activity, blocks) - row;
        }
        return end;
    }

    /// Compresses a row in place: what is written never overtakes what is read.
    private static int compressRow(float[] x, int from, long[] activity, int blocks) {
        int to = from;
        for (int b = 0; b < blocks; b++) {
            long active = activity[b];
            for (int r = 0; r < DenseInputs.BLOCK; r += Lanes.WIDTH) {
                VectorMask<Float> mask = VectorMask.fromLong(Lanes.FLOATS, active >>> r);
                FloatVector.fromArray(Lanes.FLOATS, x, from + b * DenseInputs.BLOCK + r)
                        .compress(mask)
                        .intoArray(x, to);
                to += mask.trueCount();
            }
        }
        return to;
    }

    /// Puts the samples of the one sparse group side by side.
    private void place(SparseInputs group, int end) {
        int active = group.list(step, first, end, shift);
        filled = group.place(active, x, stride(), AlignedFloats.FIRST + filled) - AlignedFloats.FIRST;
    }
}
