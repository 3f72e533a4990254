package tegum.measure;

/// Running sum and sum of squares in 16 lanes: sample s goes to lane s mod 16, and the lanes are folded at the end.
///
/// The order is fixed, so that the same samples give the same bits, and wide hardware can follow it.
final class LaneSums {
    static final int LANES = 16;

    /// Squares are of losses times this power of two, which rounds nothing: the loss of the largest finite weights is
    /// about 1e164, and its square would overflow.
    static final double SCALE = 0x1p-300;

    private final double[] sum = new double[LANES];
    private final double[] sumSq = new double[LANES];
    private int count;

    /// Adds losses; their number is a multiple of the lanes.
    void add(double[] losses) {
        for (int sample = 0; sample < losses.length; sample++) {
            int lane = sample & (LANES - 1);
            double loss = losses[sample];
            sum[lane] += loss;
            double scaled = loss * SCALE;
            sumSq[lane] += scaled * scaled;
        }
        count += losses.length;
    }

    int count() {
        return count;
    }

    double mean() {
        return folded(sum.clone()) / count;
    }

    /// Standard error of the mean, from the sample variance.
    double standardError() {
        double total = folded(sum.clone()) * SCALE;
        double spread = Math.max(folded(sumSq.clone()) - total * (total / count), 0.0);
        return Math.sqrt(spread / (count - 1.0) / count) / SCALE;
    }

    /// Folds 16 lanes into one sum, in place.
    static double folded(double[] lanes) {
        for (int stride = LANES / 2; stride > 0; stride /= 2) {
            for (int lane = 0; lane < stride; lane++) {
                lanes[lane] += lanes[lane + stride];
            }
        }
        return lanes[0];
    }
}
