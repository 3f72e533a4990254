package tegum.spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Sobol's low-discrepancy sequence: point i is computed from i alone, and i from one coordinate of its point.
///
/// Points are those of the published generators, in Gray code order and not scrambled, from the origin on: the first
/// 2^k points hold in every coordinate each multiple of 2^-k once. A longer sample extends a shorter one.
///
/// Source: Joe and Kuo 2008, direction numbers `new-joe-kuo-6`; Antonov and Saleev 1979, order.
final class Sobol {
    /// Most dimensions.
    static final int MAX_DIMENSIONS = 50;

    private static final int BITS = 32;
    private static final List<int[]> DIRECTIONS = read();

    private Sobol() {}

    private static List<int[]> read() {
        List<int[]> directions = new ArrayList<>();
        int[] halves = new int[BITS];
        for (int bit = 0; bit < BITS; bit++) {
            halves[bit] = 1 << (BITS - 1 - bit);
        }
        directions.add(halves);
        try (InputStream in = Sobol.class.getResourceAsStream("/tegum/spec/joe-kuo.txt")) {
            if (in == null) {
                throw new IllegalStateException("the direction numbers are missing");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> directions.add(directions(line.split(" "))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(directions);
    }

    /// The numbers of one dimension, from its polynomial and its first ones.
    private static int[] directions(String... line) {
        int degree = Integer.parseInt(line[1]);
        int polynomial = Integer.parseInt(line[2]);
        int[] v = new int[BITS];
        for (int bit = 0; bit < degree; bit++) {
            v[bit] = Integer.parseInt(line[3 + bit]) << (BITS - 1 - bit);
        }
        for (int bit = degree; bit < BITS; bit++) {
            v[bit] = v[bit - degree] ^ (v[bit - degree] >>> degree);
            for (int k = 1; k < degree; k++) {
                if (((polynomial >>> (degree - 1 - k)) & 1) == 1) {
                    v[bit] ^= v[bit - k];
                }
            }
        }
        return v;
    }

    /// A coordinate of a point times 2^32.
    ///
    /// @param index which point, from 0
    /// @param dimension 0 to [#MAX_DIMENSIONS] - 1
    static long coordinate(int index, int dimension) {
        int[] v = DIRECTIONS.get(dimension);
        int x = 0;
        int gray = index ^ (index >>> 1);
        for (int bit = 0; gray != 0; bit++, gray >>>= 1) {
            if ((gray & 1) == 1) {
                x ^= v[bit];
            }
        }
        return Integer.toUnsignedLong(x);
    }

    /// Which of the first 2^32 points has a coordinate; the inverse of [#coordinate].
    static long index(long coordinate, int dimension) {
        int[] v = DIRECTIONS.get(dimension);
        int rest = (int) coordinate;
        int gray = 0;
        // The last bit of a direction number is its own alone.
        for (int bit = BITS - 1; bit >= 0; bit--) {
            if (((rest >>> (BITS - 1 - bit)) & 1) == 1) {
                rest ^= v[bit];
                gray |= 1 << bit;
            }
        }
        int index = gray;
        for (int shift = 1; shift < BITS; shift <<= 1) {
            index ^= index >>> shift;
        }
        return Integer.toUnsignedLong(index);
    }
}
