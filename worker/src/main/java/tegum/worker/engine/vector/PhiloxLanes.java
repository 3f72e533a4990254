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
    /// Registers that are in flight at once: enough that a round's latency is hidden. With six, or with the
    /// rounds written out, the first compiler runs out of virtual registers, and the method stays slow.
    static final int REGISTERS = 4;

    /// Draws in a register.
    static final int DRAWS = Lanes.LONGS.length();

    /// Ints that all registers leave in each of `low` and `high`.
    static final int WORDS = REGISTERS * 2 * DRAWS;

    /// Most registers that have each a step of its own.
    static final int MOST_STEPS = 48;

    private static final long MASK = 0xFFFFFFFFL;
    private static final long M0 = Philox.M0 & MASK;
    private static final long M1 = Philox.M1 & MASK;
    private static final int FIRST_FULL_ROUND = 2;
    private static final int LAST_ROUND = Philox.ROUNDS - 1;

    private final long[] k0 = new long[Philox.ROUNDS];
    private final long[] k1 = new long[Philox.ROUNDS];
    private final long[] z = new long[MOST_STEPS];
    private final long[] v = new long[MOST_STEPS];

    /// Takes the key of another training.
    void rekey(TrainingKey key) {
        for (int round = 0; round < Philox.ROUNDS; round++) {
            k0[round] = (key.k0() + round * Philox.WEYL0) & MASK;
            k1[round] = (key.k1() + round * Philox.WEYL1) & MASK;
        }
    }

    /// Makes the numbers of some registers.
    ///
    /// @param draws first draw of each register; `offset` is added
    /// @param groups group of each register
    /// @param count number of registers, a multiple of [#REGISTERS]
    /// @param low receives half of the words, from 0 on, and `high` the others
    void generate(int step, int purpose, int[] draws, int[] groups, int count, int offset, int[] low, int[] high) {
        for (int r = 0; r < REGISTERS; r++) {
            takeStep(r, step, purpose);
        }
        rounds(0, secondOf(purpose), z, v, k0, k1, draws, groups, count, offset, low, high);
    }

    /// As [#generate], each register for a step of its own.
    ///
    /// @param later what is added to the step of each register
    /// @param count number of registers, a multiple of [#REGISTERS], at most [#MOST_STEPS]
    void generateSteps(
            int step, int[] later, int purpose, int[] draws, int[] groups, int count, int[] low, int[] high) {
        for (int r = 0; r < count; r++) {
            takeStep(r, step + later[r], purpose);
        }
        rounds(-1, secondOf(purpose), z, v, k0, k1, draws, groups, count, 0, low, high);
    }

    private void takeStep(int register, int step, int purpose) {
        long x = (((M1 * purpose) >>> 32) ^ step ^ k0[0]) & MASK;
        v[register] = M0 * x;
        z[register] = ((v[register] >>> 32) ^ k1[1]) & MASK;
    }

    private long secondOf(int purpose) {
        return ((M1 * purpose) & MASK) ^ k0[1];
    }

    /// Rounds 1 and 2 are half constant, because only step, draw and group vary: `z`, `y` and `v` are the
    /// constant parts, the first and the last by register, of which `each` keeps the bits that tell steps apart.
    ///
    /// One long method of 12 parameters by design: vectors do not cross calls that are not inlined, and fields read
    /// through an object keep them out of registers.
    private static void rounds(
            int each,
            long y,
            long[] zs,
            long[] vs,
            long[] k0,
            long[] k1,
            int[] draws,
            int[] groups,
            int count,
            int offset,
            int[] low,
            int[] high) {
        long first = k1[0];
        LongVector m0 = LongVector.broadcast(Lanes.LONGS, M0);
        LongVector m1 = LongVector.broadcast(Lanes.LONGS, M1);
        LongVector mask = LongVector.broadcast(Lanes.LONGS, MASK);
        for (int r = 0; r < count; r += REGISTERS) {
            LongVector v0 = Lanes.COUNTING.add(draws[r] + offset).mul(m0);
            LongVector v1 = Lanes.COUNTING.add(draws[r + 1] + offset).mul(m0);
            LongVector v2 = Lanes.COUNTING.add(draws[r + 2] + offset).mul(m0);
            LongVector v3 = Lanes.COUNTING.add(draws[r + 3] + offset).mul(m0);
            LongVector y0 = v0.lanewise(LSHR, 32)
                    .lanewise(XOR, groups[r] ^ first)
                    .and(mask)
                    .mul(m1);
            LongVector y1 = v1.lanewise(LSHR, 32)
                    .lanewise(XOR, groups[r + 1] ^ first)
                    .and(mask)
                    .mul(m1);
            LongVector y2 = v2.lanewise(LSHR, 32)
                    .lanewise(XOR, groups[r + 2] ^ first)
                    .and(mask)
                    .mul(m1);
            LongVector y3 = v3.lanewise(LSHR, 32)
                    .lanewise(XOR, groups[r + 3] ^ first)
                    .and(mask)
                    .mul(m1);
            LongVector x0 = y0.lanewise(LSHR, 32).lanewise(XOR, y);
            LongVector x1 = y1.lanewise(LSHR, 32).lanewise(XOR, y);
            LongVector x2 = y2.lanewise(LSHR, 32).lanewise(XOR, y);
            LongVector x3 = y3.lanewise(LSHR, 32).lanewise(XOR, y);
            int at = r & each;
            LongVector z0 = v0.lanewise(XOR, zs[at]);
            LongVector z1 = v1.lanewise(XOR, zs[at + 1]);
            LongVector z2 = v2.lanewise(XOR, zs[at + 2]);
            LongVector z3 = v3.lanewise(XOR, zs[at + 3]);
            v0 = LongVector.broadcast(Lanes.LONGS, vs[at]);
            v1 = LongVector.broadcast(Lanes.LONGS, vs[at + 1]);
            v2 = LongVector.broadcast(Lanes.LONGS, vs[at + 2]);
            v3 = LongVector.broadcast(Lanes.LONGS, vs[at + 3]);
            for (int round = FIRST_FULL_ROUND; round < LAST_ROUND; round++) {
                LongVector k = LongVector.broadcast(Lanes.LONGS, k0[round]);
                LongVector l = LongVector.broadcast(Lanes.LONGS, k1[round]);
                LongVector a0 = x0.and(mask).mul(m0);
                LongVector b0 = z0.and(mask).mul(m1);
                x0 = b0.lanewise(LSHR, 32).lanewise(XOR, y0).lanewise(XOR, k);
                z0 = a0.lanewise(LSHR, 32).lanewise(XOR, v0).lanewise(XOR, l);
                y0 = b0;
                v0 = a0;
                LongVector a1 = x1.and(mask).mul(m0);
                LongVector b1 = z1.and(mask).mul(m1);
                x1 = b1.lanewise(LSHR, 32).lanewise(XOR, y1).lanewise(XOR, k);
                z1 = a1.lanewise(LSHR, 32).lanewise(XOR, v1).lanewise(XOR, l);
                y1 = b1;
                v1 = a1;
                LongVector a2 = x2.and(mask).mul(m0);
                LongVector b2 = z2.and(mask).mul(m1);
                x2 = b2.lanewise(LSHR, 32).lanewise(XOR, y2).lanewise(XOR, k);
                z2 = a2.lanewise(LSHR, 32).lanewise(XOR, v2).lanewise(XOR, l);
                y2 = b2;
                v2 = a2;
                LongVector a3 = x3.and(mask).mul(m0);
                LongVector b3 = z3.and(mask).mul(m1);
                x3 = b3.lanewise(LSHR, 32).lanewise(XOR, y3).lanewise(XOR, k);
                z3 = a3.lanewise(LSHR, 32).lanewise(XOR, v3).lanewise(XOR, l);
                y3 = b3;
                v3 = a3;
            }
            LongVector k = LongVector.broadcast(Lanes.LONGS, k0[LAST_ROUND] << 32);
            LongVector l = LongVector.broadcast(Lanes.LONGS, k1[LAST_ROUND] << 32);
            int out = r * 2 * DRAWS;
            z0.and(mask)
                    .mul(m1)
                    .lanewise(XOR, y0.lanewise(LSHL, 32))
                    .lanewise(XOR, k)
                    .reinterpretAsInts()
                    .intoArray(low, out);
            x0.and(mask)
                    .mul(m0)
                    .lanewise(XOR, v0.lanewise(LSHL, 32))
                    .lanewise(XOR, l)
                    .reinterpretAsInts()
                    .intoArray(high, out);
            z1.and(mask)
                    .mul(m1)
                    .lanewise(XOR, y1.lanewise(LSHL, 32))
                    .lanewise(XOR, k)
                    .reinterpretAsInts()
                    .intoArray(low, out + 2 * DRAWS);
            x1.and(mask)
                    .mul(m0)
                    .lanewise(XOR, v1.lanewise(LSHL, 32))
                    .lanewise(XOR, l)
                    .reinterpretAsInts()
                    .intoArray(high, out + 2 * DRAWS);
            z2.and(mask)
                    .mul(m1)
                    .lanewise(XOR, y2.lanewise(LSHL, 32))
                    .lanewise(XOR, k)
                    .reinterpretAsInts()
                    .intoArray(low, out + 4 * DRAWS);
            x2.and(mask)
                    .mul(m0)
                    .lanewise(XOR, v2.lanewise(LSHL, 32))
                    .lanewise(XOR, l)
                    .reinterpretAsInts()
                    .intoArray(high, out + 4 * DRAWS);
            z3.and(mask)
                    .mul(m1)
                    .lanewise(XOR, y3.lanewise(LSHL, 32))
                    .lanewise(XOR, k)
                    .reinterpretAsInts()
                    .intoArray(low, out + 6 * DRAWS);
            x3.and(mask)
                    .mul(m0)
                    .lanewise(XOR, v3.lanewise(LSHL, 32))
                    .lanewise(XOR, l)
                    .reinterpretAsInts()
                    .intoArray(high, out + 6 * DRAWS);
        }
    }
}
