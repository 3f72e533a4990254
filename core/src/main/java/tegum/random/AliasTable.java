package tegum.random;

import java.util.ArrayDeque;
import java.util.Deque;

/// Draws the length of a gap between candidates of a sparse group from one 32-bit word.
///
/// Public for kernels, which take the table itself ([#toArray]) from their group.
///
/// Length 0 to 254 ends at a candidate; 255 passes 255 positions without one. Immutable.
///
/// Source: DESIGN section 5, "Sparse features"; Walker 1977.
public final class AliasTable {
    private static final int SIZE = 256;
    private static final long FULL = 1L << 24;

    private final int[] table;
    private final long[] weights;

    private AliasTable(int[] table, long[] weights) {
        this.table = table;
        this.weights = weights;
    }

    /// The table of a group.
    ///
    /// @param density largest density of the group; 2⁻³² to 1/16, the end excluded
    static AliasTable of(double density) {
        long[] weights = weights(density);
        return new AliasTable(table(weights.clone()), weights);
    }

    private static long[] weights(double density) {
        long[] reaching = new long[SIZE];
        double q = 1.0;
        for (int k = 0; k < SIZE; k++) {
            reaching[k] = (long) Math.floor(0x1p32 * q + .5);
            q = q * (1.0 - density);
        }
        long[] weights = new long[SIZE];
        for (int k = 0; k < SIZE - 1; k++) {
            weights[k] = reaching[k] - reaching[k + 1];
        }
        weights[SIZE - 1] = reaching[SIZE - 1];
        return weights;
    }

    private static int[] table(long[] weights) {
        Deque<Integer> small = new ArrayDeque<>();
        Deque<Integer> large = new ArrayDeque<>();
        for (int k = 0; k < SIZE; k++) {
            (weights[k] < FULL ? small : large).push(k);
        }
        int[] table = new int[SIZE];
        while (!small.isEmpty()) {
            int s = small.pop();
            int g = large.element();
            table[s] = (int) (weights[s] << 8) | g;
            weights[g] -= FULL - weights[s];
            if (weights[g] < FULL) {
                small.push(large.pop());
            }
        }
        for (int g : large) {
            table[g] = g;
        }
        return table;
    }

    /// The gap of one word, 0 to 255.
    public int gap(int word) {
        int column = word & 255;
        int entry = table[column];
        return (word >>> 8) < (entry >>> 8) ? column : entry & 255;
    }

    /// The 256 words `A` of the table, for kernels.
    public int[] toArray() {
        return table.clone();
    }

    /// The weights as first made, in units of 2⁻³².
    long weight(int gap) {
        return weights[gap];
    }

    /// Candidates per position in the long run: what the table makes of the nominal density.
    double effectiveDensity() {
        long positions = 255 * weights[SIZE - 1];
        for (int k = 0; k < SIZE - 1; k++) {
            positions += (k + 1) * weights[k];
        }
        return (double) ((1L << 32) - weights[SIZE - 1]) / (double) positions;
    }
}
