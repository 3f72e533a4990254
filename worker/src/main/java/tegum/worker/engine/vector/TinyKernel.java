package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import tegum.model.Shape;

/// The kernels of single shapes, written out so that a sample's numbers and all sums stay in registers.
///
/// They are written by hand, a class a shape: vectors do not cross calls, and the compilers take methods of vectors
/// up to about that of (3,2) only, so that few shapes can have a kernel of their own and gain by it.
abstract sealed class TinyKernel implements Kernel permits TwoByOneKernel, ThreeByTwoKernel, FiveByTwoKernel {
    static final int VIRTUAL = Lanes.VIRTUAL;

    /// Floats from a feature's importances to the next feature's: 16 times the importance, then 16 zeros.
    static final int WINDOW = 2 * VIRTUAL;

    /// Where the sums begin in the room, each of its 16 lanes at a cache line.
    static final int SUMS = AlignedFloats.FIRST;

    /// Where the importances begin in the room. A vector of columns that reaches past the last sample reads them where
    /// the columns there get zeros: they weigh nothing, and adding 0 changes no sum.
    static final int IMPORTANCE = SUMS + VIRTUAL * VIRTUAL;

    private static final int MOST_FEATURES = 5;

    /// Where [#foldVector] leaves the sums in the room.
    static final int FOLDED = IMPORTANCE + MOST_FEATURES * WINDOW;

    /// Where a kernel's own numbers begin in the room.
    static final int OWN = FOLDED + VIRTUAL;

    static final VectorShuffle<Float> SWAP_8 = swap(8);
    static final VectorShuffle<Float> SWAP_4 = swap(4);
    static final VectorShuffle<Float> SWAP_2 = swap(2);
    static final VectorShuffle<Float> SWAP_1 = swap(1);
    static final VectorMask<Float> ODD_8 = VectorMask.fromLong(Lanes.FLOATS, 0xFF00);
    static final VectorMask<Float> ODD_4 = VectorMask.fromLong(Lanes.FLOATS, 0xF0F0);
    static final VectorMask<Float> ODD_2 = VectorMask.fromLong(Lanes.FLOATS, 0xCCCC);
    static final VectorMask<Float> ODD_1 = VectorMask.fromLong(Lanes.FLOATS, 0xAAAA);

    private final Layout layout;
    private final float[] room;
    private float[] parameters = new float[0];
    private float[] importance = new float[0];

    /// @param own floats that the kernel wants from [#OWN] on
    TinyKernel(Shape shape, int own) {
        this.layout = Layout.tight(shape);
        this.room = AlignedFloats.array(OWN - AlignedFloats.FIRST + own);
    }

    private static VectorShuffle<Float> swap(int lanes) {
        return VectorShuffle.fromOp(Lanes.FLOATS, lane -> (lane ^ lanes) & (Lanes.WIDTH - 1));
    }

    @Override
    public final Layout layout() {
        return layout;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A training's importances stay as they are.
    public final void begin(float[] ofParameters, float[] ofImportance) {
        parameters = ofParameters;
        if (ofImportance != importance) {
            importance = ofImportance;
            for (int i = 0; i < layout.shape().features(); i++) {
                Lanes.fill(room, IMPORTANCE + i * WINDOW, ofImportance[i]);
            }
        }
        clear(room, SUMS, SUMS + (layout.size() + 1) * VIRTUAL);
    }

    private static void clear(float[] room, int from, int end) {
        for (int at = from; at < end; at += Lanes.WIDTH) {
            Lanes.ZERO.intoArray(room, at);
        }
    }

    @Override
    public final void add(float[] x, int at, int stride, int rows) {
        for (int lane = 0; lane < VIRTUAL; lane += Lanes.WIDTH) {
            addLane(x, at, stride, lane, rows);
        }
    }

    /// Adds the columns `lane`, `lane + 16`, ... before `end`, and those beside each in a vector; column 0 lies at
    /// `at`.
    abstract void addLane(float[] x, int at, int stride, int lane, int end);

    /// Where a vector of columns, of which those from `end` on are no samples, finds its importances.
    static int window(int column, int end) {
        return IMPORTANCE + Math.max(0, VIRTUAL - end + column);
    }

    final float[] parameters() {
        return parameters;
    }

    /// Sums, importances and what else the kernel has.
    final float[] room() {
        return room;
    }

    @Override
    public final float[] sums() {
        return room;
    }

    @Override
    public final int sumsFrom() {
        return SUMS;
    }

    /// As [#fold] where a vector has 16 lanes: the sums go from the lanes of their vectors to one vector without being
    /// single floats in between. It lies at [#FOLDED] and holds the gradient, but for its factor; what follows the
    /// gradient there is not specified.
    void foldVector() {
        foldSixteen(room);
    }

    /// Sum j goes to lane j: of two sums that differ in one bit of j, one keeps the lanes with that bit and the other
    /// those without, and both add the lanes given away.
    private static void foldSixteen(float[] room) {
        FloatVector other;
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 8 * VIRTUAL);
        s0 = s0.blend(other, ODD_8).add(other.blend(s0, ODD_8).rearrange(SWAP_8));
        FloatVector s4 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 4 * VIRTUAL);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 12 * VIRTUAL);
        s4 = s4.blend(other, ODD_8).add(other.blend(s4, ODD_8).rearrange(SWAP_8));
        s0 = s0.blend(s4, ODD_4).add(s4.blend(s0, ODD_4).rearrange(SWAP_4));
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 2 * VIRTUAL);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 10 * VIRTUAL);
        s2 = s2.blend(other, ODD_8).add(other.blend(s2, ODD_8).rearrange(SWAP_8));
        FloatVector s6 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 6 * VIRTUAL);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 14 * VIRTUAL);
        s6 = s6.blend(other, ODD_8).add(other.blend(s6, ODD_8).rearrange(SWAP_8));
        s2 = s2.blend(s6, ODD_4).add(s6.blend(s2, ODD_4).rearrange(SWAP_4));
        s0 = s0.blend(s2, ODD_2).add(s2.blend(s0, ODD_2).rearrange(SWAP_2));
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + VIRTUAL);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 9 * VIRTUAL);
        s1 = s1.blend(other, ODD_8).add(other.blend(s1, ODD_8).rearrange(SWAP_8));
        FloatVector s5 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 5 * VIRTUAL);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 13 * VIRTUAL);
        s5 = s5.blend(other, ODD_8).add(other.blend(s5, ODD_8).rearrange(SWAP_8));
        s1 = s1.blend(s5, ODD_4).add(s5.blend(s1, ODD_4).rearrange(SWAP_4));
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 3 * VIRTUAL);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 11 * VIRTUAL);
        s3 = s3.blend(other, ODD_8).add(other.blend(s3, ODD_8).rearrange(SWAP_8));
        FloatVector s7 = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 7 * VIRTUAL);
        other = FloatVector.fromArray(Lanes.FLOATS, room, SUMS + 15 * VIRTUAL);
        s7 = s7.blend(other, ODD_8).add(other.blend(s7, ODD_8).rearrange(SWAP_8));
        s3 = s3.blend(s7, ODD_4).add(s7.blend(s3, ODD_4).rearrange(SWAP_4));
        s1 = s1.blend(s3, ODD_2).add(s3.blend(s1, ODD_2).rearrange(SWAP_2));
        s0.blend(s1, ODD_1).add(s1.blend(s0, ODD_1).rearrange(SWAP_1)).intoArray(room, FOLDED);
    }
}
