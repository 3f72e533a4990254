package tegum.plan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The order of the cells of a stratum: a computed, invertible bijection from positions to grid points, no list.
///
/// Each axis count is split into its prime factors, ascending, which are the radices of the axis index, most
/// significant first. A position is a mixed radix number whose least significant digit is dealt first: it becomes
/// the first axis' most significant digit, the next one the second axis', and so in turn;
/// an axis without digits left is skipped. A digit d of radix q stands for
/// `d * a mod q`, `a = max(1, round(0.618 q))`. So the first positions are a coarse grid over the whole diagram.
///
/// Source: DESIGN section 1, "stratum".
final class CellOrder {
    /// @param axis which axis the digit belongs to
    /// @param radix a prime q
    /// @param weight what one unit of the visited digit adds to the axis index
    /// @param stride a
    /// @param inverse a⁻¹ mod q
    private record Digit(int axis, int radix, int weight, int stride, int inverse) {}

    private final int axes;
    private final List<Digit> digits; // Least significant of the position first.

    /// @param counts number of indices of each axis, each at least 1
    CellOrder(int... counts) {
        this.axes = counts.length;
        List<List<Integer>> factors = new ArrayList<>();
        int longest = 0;
        for (int count : counts) {
            factors.add(primeFactors(count));
            longest = Math.max(longest, factors.getLast().size());
        }
        int[] weights = counts.clone();
        List<Digit> dealt = new ArrayList<>();
        for (int turn = 0; turn < longest; turn++) {
            for (int axis = 0; axis < axes; axis++) {
                if (turn < factors.get(axis).size()) {
                    int radix = factors.get(axis).get(turn);
                    weights[axis] /= radix;
                    int stride = stride(radix);
                    dealt.add(new Digit(axis, radix, weights[axis], stride, inverse(stride, radix)));
                }
            }
        }
        this.digits = List.copyOf(dealt);
    }

    /// `max(1, round(0.618 q))`; coprime to a prime q, as it is smaller.
    static int stride(int radix) {
        return (int) Math.max(1, Math.round(0.618 * radix));
    }

    private static int inverse(int stride, int radix) {
        return BigInteger.valueOf(stride).modInverse(BigInteger.valueOf(radix)).intValueExact();
    }

    static List<Integer> primeFactors(int count) {
        List<Integer> factors = new ArrayList<>();
        int rest = count;
        for (int factor = 2; (long) factor * factor <= rest; factor++) {
            while (rest % factor == 0) {
                factors.add(factor);
                rest /= factor;
            }
        }
        if (rest > 1) {
            factors.add(rest);
        }
        return factors;
    }

    /// Index on each axis, from 0, of the cell at a position.
    int[] indices(long position) {
        int[] indices = new int[axes];
        long rest = position;
        for (Digit digit : digits) {
            long visited = rest % digit.radix() * digit.stride() % digit.radix();
            indices[digit.axis()] += (int) visited * digit.weight();
            rest /= digit.radix();
        }
        return indices;
    }

    /// Position of the cell at a grid point; the inverse of [#indices].
    long position(int... indices) {
        int[] rest = indices.clone();
        long position = 0;
        long unit = 1;
        for (Digit digit : digits) {
            long visited = rest[digit.axis()] / digit.weight();
            rest[digit.axis()] %= digit.weight();
            position += visited * digit.inverse() % digit.radix() * unit;
            unit *= digit.radix();
        }
        return position;
    }
}
