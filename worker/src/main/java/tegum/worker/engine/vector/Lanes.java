package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine, at most 512 bits. Whatever their size, sums run in [#VIRTUAL] lanes.
final class Lanes {
    /// Lanes of a sum over the batch, on any hardware.
    static final int VIRTUAL = 16;

    private static final VectorShape SHAPE = shape();

    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);

    /// Floats in a vector; divides [#VIRTUAL].
    static final int WIDTH = FLOATS.length();

    /// Groups of [#VIRTUAL] samples in four vectors.
    static final int GROUPS = 4 * WIDTH / VIRTUAL;

    static final FloatVector ZERO = FloatVector.zero(FLOATS);

    /// 0, 1, 2, ...
    static final LongVector COUNTING = LongVector.zero(LONGS).addIndex(1);

    /// 0, 1, 2, ...
    static final IntVector COUNTING_INTS = IntVector.zero(INTS).addIndex(1);

    /// 0, 1, 2, ...
    static final FloatVector COUNTING_FLOATS = FloatVector.zero(FLOATS).addIndex(1);

    static final IntVector LOW_HALF = IntVector.broadcast(INTS, 0xFFFF);

    private Lanes() {}

    /// Writes the same float into 16 places.
    static void fill(float[] array, int at, float value) {
        for (int lane = 0; lane < VIRTUAL; lane += WIDTH) {
            FloatVector.broadcast(FLOATS, value).intoArray(array, at + lane);
        }
    }

    /// From a vector of samples to a later one where 16 samples lie side by side.
    ///
    /// @param vectors how many vectors later
    /// @param group from 16 samples to the next 16
    static int offset(int vectors, int group) {
        return vectors * WIDTH / VIRTUAL * group + (vectors * WIDTH & (VIRTUAL - 1));
    }

    private static VectorShape shape() {
        VectorShape preferred = VectorShape.preferredShape();
        return preferred.vectorBitSize() > VectorShape.S_512_BIT.vectorBitSize() ? VectorShape.S_512_BIT : preferred;
    }
}
