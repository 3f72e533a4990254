package tegum.worker.engine.vector;

import java.util.Arrays;
import tegum.random.ActivityTables;
import tegum.random.BoundedValue;
import tegum.random.Philox;
import tegum.random.SparseGroup;

/// Lists the active features of one sparse group, a chunk of samples after the other. Not thread-safe.
///
/// Positions count features of samples from the chunk's first sample on, so that they stay small.
///
/// Source: DESIGN section 5, "Sparse features".
final class SparseInputs {
    private static final int DRAWS = PhiloxLanes.REGISTERS * PhiloxLanes.DRAWS;
    private static final int DRAWS_AT_ONCE = Math.min(DRAWS, 16);

    private final int at;
    private final int count;
    private final int[] features;
    private final SparseGroup.Run[] runs;
    private final PhiloxLanes philox;
    private final long reciprocal;
    private int[] alias = new int[0];
    private final int[] bounds;
    private final float[] scales;

    private final int[] draws = new int[PhiloxLanes.REGISTERS];
    private final int[] groups = new int[PhiloxLanes.REGISTERS];
    private final int[] low = new int[2 * DRAWS];
    private final int[] high = new int[2 * DRAWS];

    /// Candidates drawn and not yet taken.
    private final int[] positions;

    private final int[] integers;
    private int pending;

    /// Where the next gap begins.
    private int position;

    /// Next draw of the run.
    private int draw;

    /// The active features of the chunk.
    final int[] samples;

    final int[] activeFeatures;
    final float[] values;

    /// @param at index of the group in the tables
    /// @param tables any tables of the kernel key: groups and runs are the same for all
    /// @param chunk samples of a chunk
    SparseInputs(ActivityTables tables, int at, int chunk, PhiloxLanes philox) {
        SparseGroup group = tables.groups().get(at);
        this.at = at;
        this.count = group.count();
        this.philox = philox;
        this.runs = group.runs().toArray(SparseGroup.Run[]::new);
        this.features = new int[count];
        for (int j = 0; j < count; j++) {
            features[j] = group.feature(j);
        }
        // Exact for every position below 2³² / count.
        this.reciprocal = (1L << 32) / count + 1;
        this.bounds = new int[count];
        this.scales = new float[count];
        int most = chunk * count;
        this.samples = new int[most];
        this.activeFeatures = new int[most];
        this.values = new float[most];
        this.positions = new int[most + 2 * DRAWS + 1];
        this.integers = new int[most + 2 * DRAWS + 1];
        for (int r = 0; r < draws.length; r++) {
            draws[r] = r * PhiloxLanes.DRAWS;
        }
    }

    /// Takes the table and the bounds of another training.
    ///
    /// @param valueScale 1, or 2 for the value laws that double `u`
    void bind(ActivityTables tables, float valueScale) {
        SparseGroup group = tables.groups().get(at);
        alias = group.alias().toArray();
        for (int j = 0; j < count; j++) {
            bounds[j] = group.bound(j);
            scales[j] = BoundedValue.scale(bounds[j]) * valueScale;
        }
    }

    /// Lists the active features of the samples from `first` up to, not including, `end`, in order.
    ///
    /// Chunks are asked for in order, each step from sample 0 on.
    ///
    /// @param shift what the value law adds
    /// @return how many there are; [#samples] count from `first`
    int list(int step, int first, int end, float shift) {
        int active = 0;
        for (SparseGroup.Run run : runs) {
            int from = Math.max(first, run.first());
            int to = Math.min(end, run.end());
            if (from >= to) {
                continue;
            }
            if (from == run.first()) {
                pending = 0;
                position = 0;
                draw = 0;
            }
            int limit = (to - from) * count;
            while (position < limit) {
                refill(step, run.counterGroup());
            }
            active = take(limit, from - first, shift, active);
        }
        return active;
    }

    private void refill(int step, int counterGroup) {
        int within = draw % DRAWS;
        if (within == 0) {
            Arrays.fill(groups, counterGroup);
            philox.generate(step, Philox.SPARSE, draws, groups, 0, draw, low, high, 0);
        }
        int end = decode(alias, low, high, within, position, positions, integers, pending);
        pending = positions[end];
        position = integers[end];
        draw += DRAWS_AT_ONCE;
    }

    /// Decodes gaps without a branch.
    ///
    /// @return where the new number of candidates and the new position are left, one past the last candidate
    private static int decode(
            int[] alias, int[] low, int[] high, int from, int position, int[] positions, int[] integers, int pending) {
        int at = position;
        int next = pending;
        for (int t = 2 * from; t < 2 * (from + DRAWS_AT_ONCE); t += 2) {
            int gap = gap(alias, low[t + 1]);
            at += gap;
            positions[next] = at;
            integers[next] = low[t] >>> 10;
            int candidate = (gap - 255) >>> 31;
            next += candidate;
            at += candidate;
            gap = gap(alias, high[t + 1]);
            at += gap;
            positions[next] = at;
            integers[next] = high[t] >>> 10;
            candidate = (gap - 255) >>> 31;
            next += candidate;
            at += candidate;
        }
        positions[next] = next;
        integers[next] = at;
        return next;
    }

    private static int gap(int[] alias, int word) {
        int entry = alias[word & 255];
        int below = ((word >>> 8) - (entry >>> 8)) >> 31;
        return ((word & below) | (entry & ~below)) & 255;
    }

    /// Moves the candidates before `limit` to the list, and the origin of positions to `limit`.
    private int take(int limit, int sample, float shift, int active) {
        int next = active;
        int taken = 0;
        while (taken < pending && positions[taken] < limit) {
            int inRun = (int) ((positions[taken] * reciprocal) >>> 32);
            int j = positions[taken] - inRun * count;
            samples[next] = sample + inRun;
            activeFeatures[next] = features[j];
            values[next] = ((float) integers[taken] + .5f) * scales[j] + shift;
            next += (integers[taken] - bounds[j]) >>> 31;
            taken++;
        }
        for (int k = taken; k < pending; k++) {
            positions[k - taken] = positions[k] - limit;
            integers[k - taken] = integers[k];
        }
        pending -= taken;
        position -= limit;
        return next;
    }
}
