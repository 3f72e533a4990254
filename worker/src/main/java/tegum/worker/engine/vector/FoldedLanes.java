package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Adds up the 16 virtual lanes of each sum: for stride 8, 4, 2, 1 `lane[k] += lane[k + stride]`.
final class FoldedLanes {
    /// The same on any hardware; only the order of additions is defined, not their grouping in registers.
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

    private FoldedLanes() {}

    /// @param lanes 16 lanes for each sum, beginning at `from`
    /// @param four room for 4 floats for each sum
    /// @param sums receives `count` sums
    static void fold(float[] lanes, int from, float[] four, float[] sums, int count) {
        for (int j = 0; j < count; j++) {
            int at = from + j * Lanes.VIRTUAL;
            FloatVector first = FloatVector.fromArray(FOUR, lanes, at).add(FloatVector.fromArray(FOUR, lanes, at + 8));
            FloatVector second =
                    FloatVector.fromArray(FOUR, lanes, at + 4).add(FloatVector.fromArray(FOUR, lanes, at + 12));
            first.add(second).intoArray(four, 4 * j);
        }
        for (int j = 0; j < count; j++) {
            sums[j] = (four[4 * j] + four[4 * j + 2]) + (four[4 * j + 1] + four[4 * j + 3]);
        }
    }
}
