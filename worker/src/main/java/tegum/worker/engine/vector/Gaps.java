package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// The candidates of a run of sparse features that are drawn and not yet taken, in the order of their positions.
///
/// A gap word tells by the alias table how far the next candidate lies: 0 to 254 positions, or 255 without one.
/// Machines of 16 lanes decode as many words at once, others one word after the other without a branch.
///
/// Source: DESIGN section 5, "Sparse features".
final class Gaps {
    private static final int NONE = 255;

    /// Whether gathering and compressing are single instructions, as wherever there are 16 lanes.
    private static final boolean WIDE = Lanes.WIDTH == Lanes.VIRTUAL;

    static final VectorMask<Integer> ODD = VectorMask.fromLong(Lanes.INTS, 0xAAAA);
    static final VectorMask<Integer> FROM_1 = VectorMask.fromLong(Lanes.INTS, 0xFFFE);
    static final VectorMask<Integer> FROM_2 = VectorMask.fromLong(Lanes.INTS, 0xFFFC);
    static final VectorMask<Integer> FROM_4 = VectorMask.fromLong(Lanes.INTS, 0xFFF0);
    static final VectorMask<Integer> FROM_8 = VectorMask.fromLong(Lanes.INTS, 0xFF00);
    static final VectorShuffle<Integer> UP_1 = up(1);
    static final VectorShuffle<Integer> UP_2 = up(2);
    static final VectorShuffle<Integer> UP_4 = up(4);
    static final VectorShuffle<Integer> UP_8 = up(8);
    static final VectorShuffle<Integer> LAST = VectorShuffle.fromOp(Lanes.INTS, _ -> Lanes.WIDTH - 1);

    /// Positions of the candidates; a vector of [Integer#MAX_VALUE] follows the last.
    final int[] positions;

    /// The 22 bits of each candidate's value word that decide its value.
    final int[] integers;

    private final int[] columns = new int[Lanes.VIRTUAL];
    private int count;
    private int position;

    /// @param most most candidates that are there at once
    Gaps(int most) {
        this.positions = new int[most + 2 * Lanes.VIRTUAL];
        this.integers = new int[most + 2 * Lanes.VIRTUAL];
    }

    private static VectorShuffle<Integer> up(int lanes) {
        return VectorShuffle.fromOp(Lanes.INTS, lane -> Math.max(lane - lanes, 0));
    }

    /// Begins a run.
    void begin() {
        count = 0;
        position = 0;
    }

    /// Where the next gap begins.
    int position() {
        return position;
    }

    /// Number of candidates.
    int count() {
        return count;
    }

    /// Decodes words as [PhiloxLanes] leaves them.
    ///
    /// @param from first int, and `end` one past the last; whole vectors
    void decode(int[] alias, int[] low, int[] high, int from, int end) {
        int before = count;
        count = WIDE
                ? decodeWide(alias, low, high, from, end, position, positions, integers, before, columns)
                : decodeNarrow(alias, low, high, from, end, position, positions, integers, before);
        position = integers[count];
    }

    /// @return where the new position is left, one past the last candidate
    private static int decodeWide(
            int[] alias,
            int[] low,
            int[] high,
            int from,
            int end,
            int position,
            int[] positions,
            int[] integers,
            int count,
            int[] columns) {
        int next = count;
        IntVector base = IntVector.broadcast(Lanes.INTS, position);
        for (int word = from; word < end; word += Lanes.VIRTUAL) {
            IntVector even = IntVector.fromArray(Lanes.INTS, low, word);
            IntVector odd = IntVector.fromArray(Lanes.INTS, high, word);
            IntVector gaps = even.reinterpretAsLongs()
                    .lanewise(LSHR, 32)
                    .reinterpretAsInts()
                    .blend(odd, ODD);
            IntVector values =
                    even.blend(odd.reinterpretAsLongs().lanewise(LSHL, 32).reinterpretAsInts(), ODD);
            IntVector column = gaps.and(NONE);
            column.intoArray(columns, 0);
            IntVector entry = IntVector.fromArray(Lanes.INTS, alias, 0, columns, 0);
            IntVector gap = entry.and(NONE).blend(column, gaps.lanewise(LSHR, 8).compare(LT, entry.lanewise(LSHR, 8)));
            VectorMask<Integer> found = gap.compare(NE, NONE);
            IntVector sum = gap.add(1, found);
            sum = sum.add(sum.rearrange(UP_1), FROM_1);
            sum = sum.add(sum.rearrange(UP_2), FROM_2);
            sum = sum.add(sum.rearrange(UP_4), FROM_4);
            sum = sum.add(sum.rearrange(UP_8), FROM_8).add(base);
            base = sum.rearrange(LAST);
            sum.sub(1).compress(found).intoArray(positions, next);
            values.lanewise(LSHR, 10).compress(found).intoArray(integers, next);
            next += found.trueCount();
        }
        IntVector.broadcast(Lanes.INTS, Integer.MAX_VALUE).intoArray(positions, next);
        base.intoArray(integers, next);
        return next;
    }

    /// @return where the new position is left, one past the last candidate
    private static int decodeNarrow(
            int[] alias,
            int[] low,
            int[] high,
            int from,
            int end,
            int position,
            int[] positions,
            int[] integers,
            int count) {
        int at = position;
        int next = count;
        for (int t = from; t < end; t += 2) {
            int gap = gap(alias, low[t + 1]);
            at += gap;
            positions[next] = at;
            integers[next] = low[t] >>> 10;
            int candidate = (gap - NONE) >>> 31;
            next += candidate;
            at += candidate;
            gap = gap(alias, high[t + 1]);
            at += gap;
            positions[next] = at;
            integers[next] = high[t] >>> 10;
            candidate = (gap - NONE) >>> 31;
            next += candidate;
            at += candidate;
        }
        positions[next] = Integer.MAX_VALUE;
        integers[next] = at;
        return next;
    }

    private static int gap(int[] alias, int word) {
        int entry = alias[word & NONE];
        int below = ((word >>> 8) - (entry >>> 8)) >> 31;
        return ((word & below) | (entry & ~below)) & NONE;
    }

    /// Forgets the first candidates, and moves the origin of positions.
    void drop(int taken, int origin) {
        for (int k = taken; k < count; k++) {
            positions[k - taken] = positions[k] - origin;
            integers[k - taken] = integers[k];
        }
        count -= taken;
        position -= origin;
        for (int k = count; k < count + Lanes.WIDTH; k++) {
            positions[k] = Integer.MAX_VALUE;
        }
    }
}
