package tegum.coordinator.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tegum.coordinator.collect.AuditedSweep;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.random.Philox;
import tegum.random.TrainingKey;

/// Draws trainings of a version, each subset of the size with equal chance. The same seed draws the same.
final class Draw {
    private final TrainingKey key;
    private final int[] words = new int[4];

    private Draw(long seed) {
        this.key = TrainingKey.ofSeed(seed);
    }

    /// @return indices by stratum
    static Map<Integer, IndexSet> of(AuditedSweep sweep, long count, long seed) {
        long all = sweep.trainings();
        Draw draw = new Draw(seed);
        TreeSet<Long> ordinals = new TreeSet<>();
        // Floyd's method: as many numbers as trainings, whatever the size of the sweep.
        for (long last = all - count; last < all; last++) {
            long drawn = draw.below(last + 1, last);
            ordinals.add(ordinals.contains(drawn) ? last : drawn);
        }
        Map<Integer, IndexSet> drawn = new TreeMap<>();
        long first = 0;
        for (AuditedSweep.Trained stratum : sweep.strata()) {
            IndexSet.Builder indices = new IndexSet.Builder();
            long at = first;
            for (IndexRange range : stratum.done().ranges()) {
                for (long ordinal : ordinals.subSet(at, at + range.count())) {
                    indices.add(range.from() + (ordinal - at));
                }
                at += range.count();
            }
            first = at;
            IndexSet set = indices.build();
            if (!set.isEmpty()) {
                drawn.put(stratum.stratum(), set);
            }
        }
        return drawn;
    }

    /// A number from 0 to below a bound; of 2^64 the uneven rest is too small to be seen.
    private long below(long bound, long draw) {
        Philox.words(key, (int) draw, (int) (draw >>> Integer.SIZE), 0, 0, words);
        long bits = (long) words[0] << Integer.SIZE | (words[1] & 0xFFFFFFFFL);
        return Math.unsignedMultiplyHigh(bits, bound);
    }
}
