package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import tegum.random.Philox;
import tegum.random.TrainingKey;

/// Philox 4x32-10 for consecutive draws, each 32-bit counter word in a 64-bit lane.
///
/// Draw t of the numbers made goes to `low[2t] = w1, low[2t + 1] = w0, high[2t] = w3, high[2t + 1] = w2`:
/// the halves of the last products, as they lie. [Philox] is the plain twin.
final class PhiloxLanes {
    /// Registers that are in flight at once. With four, the first compiler runs out of virtual registers,
    /// and the method stays interpreted for long.
    static final int REGISTERS = 2;

    /// Draws in a register.
    static final int DRAWS = Lanes.LONGS.length();

    private static final long MASK = 0xFFFFFFFFL;
    private static final long M0 = Philox.M0 & MASK;
    private static final long M1 = Philox.M1 & MASK;

    private final long[] k0 = new long[Philox.ROUNDS];
    private final long[] k1 = new long[Philox.ROUNDS];

    /// Takes the key of another training.
    void rekey(TrainingKey key) {
        for (int round = 0; round < Philox.ROUNDS; round++) {
            k0[round] = (key.k0() + round * Philox.WEYL0) & MASK;
            k1[round] = (key.k1() + round * Philox.WEYL1) & MASK;
        }
    }

    /// Makes the numbers of [#REGISTERS] registers.
    ///
    /// @param draws first draw of each register, from `at` on; `offset` is added
    /// @param groups group of each register, from `at` on
    /// @param out where the first register goes in `low` and `high`; the others follow
    void generate(
            int step, int purpose, int[] draws, int[] groups, int at, int offset, int[] low, int[] high, int out) {
        long product = M1 * purpose;
        long x = ((product >>> 32) ^ step ^ k0[0]) & MASK;
        long a = M0 * x;
        rounds(
                ((a >>> 32) ^ k1[1]) & MASK,
                (product & MASK) ^ k0[1],
                a,
                k1[0],
                k0,
                k1,
                draws,
                groups,
                at,
                offset,
                low,
                high,
                out);
    }

    /// Rounds 1 and 2 are half constant, because only the draw varies: `z` and `v` are the constant parts.
    ///
    /// One long method of 13 parameters by design: vectors do not cross calls that are not inlined, and fields read
    /// through an object keep them out of registers.
    private static void rounds(
            long z,
            long y,
            long v,
            long first,
            long[] k0,
            long[] k1,
            int[] draws,
            int[] groups,
            int at,
            int offset,
            int[] low,
            int[] high,
            int out) {
        LongVector v0 = Lanes.COUNTING.add(draws[at] + offset).mul(M0);
        LongVector v1 = Lanes.COUNTING.add(draws[at + 1] + offset).mul(M0);
        LongVector y0 = v0.lanewise(LSHR, 32)
                .lanewise(XOR, groups[at] ^ first)
                .and(MASK)
                .mul(M1);
        LongVector y1 = v1.lanewise(LSHR, 32)
                .lanewise(XOR, groups[at + 1] ^ first)
                .and(MASK)
                .mul(M1);
        LongVector x0 = y0.lanewise(LSHR, 32).lanewise(XOR, y);
        LongVector x1 = y1.lanewise(LSHR, 32).lanewise(XOR, y);
        LongVector z0 = v0.lanewise(XOR, z);
        LongVector z1 = v1.lanewise(XOR, z);
        v0 = LongVector.broadcast(Lanes.LONGS, v);
        v1 = v0;
        for (int round = 2; round < Philox.ROUNDS - 1; round++) {
            LongVector k = LongVector.broadcast(Lanes.LONGS, k0[round]);
            LongVector l = LongVector.broadcast(Lanes.LONGS, k1[round]);
            LongVector a0 = x0.and(MASK).mul(M0);
            LongVector a1 = x1.and(MASK).mul(M0);
            LongVector b0 = z0.and(MASK).mul(M1);
            LongVector b1 = z1.and(MASK).mul(M1);
            x0 = b0.lanewise(LSHR, 32).lanewise(XOR, y0).lanewise(XOR, k);
            x1 = b1.lanewise(LSHR, 32).lanewise(XOR, y1).lanewise(XOR, k);
            z0 = a0.lanewise(LSHR, 32).lanewise(XOR, v0).lanewise(XOR, l);
            z1 = a1.lanewise(LSHR, 32).lanewise(XOR, v1).lanewise(XOR, l);
            y0 = b0;
            y1 = b1;
            v0 = a0;
            v1 = a1;
        }
        LongVector k = LongVector.broadcast(Lanes.LONGS, k0[Philox.ROUNDS - 1] << 32);
        LongVector l = LongVector.broadcast(Lanes.LONGS, k1[Philox.ROUNDS - 1] << 32);
        z0.and(MASK)
                .mul(M1)
                .lanewise(XOR, y0.lanewise(LSHL, 32))
                .lanewise(XOR, k)
                .reinterpretAsInts()
                .intoArray(low, out);
        x0.and(MASK)
                .mul(M0)
                .lanewise(XOR, v0.lanewise(LSHL, 32))
                .lanewise(XOR, l)
                .reinterpretAsInts()
                .intoArray(high, out);
        int next = out + 2 * DRAWS;
        z1.and(MASK)
                .mul(M1)
                .lanewise(XOR, y1.lanewise(LSHL, 32))
                .lanewise(XOR, k)
                .reinterpretAsInts()
                .intoArray(low, next);
        x1.and(MASK)
                .mul(M0)
                .lanewise(XOR, v1.lanewise(LSHL, 32))
                .lanewise(XOR, l)
                .reinterpretAsInts()
                .intoArray(high, next);
    }
}
