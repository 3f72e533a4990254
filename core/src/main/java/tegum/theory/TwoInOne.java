package tegum.theory;

import java.util.List;
import java.util.function.DoubleFunction;
import tegum.measure.Phase;
import tegum.measure.RectifiedIntegrals;
import tegum.measure.Thresholds;
import tegum.measure.Weights;

/// Two features in one dimension, ReLU output, importances `(1, r)`, values U[0,1), both with density `p`: exactly.
///
/// Losses are sums over features. The identity `L*(r, p) = r L*(1/r, p)` holds, with the features exchanged.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "Superposition as a Phase Change"; SCIENCE section 4.
public final class TwoInOne {
    private static final double BRANCH_SIZE = 0.1;

    /// `(W_1, W_2, b_1, b_2)` near each local optimum there is: one feature ignored, both antipodal, and for r near 1
    /// one of them leaning against the other with a small negative weight and a large bias.
    private static final List<DoubleFunction<double[]>> STARTS = List.of(
            p -> new double[] {1, 0, 0, p / 2},
            p -> new double[] {0, 1, p / 2, 0},
            p -> new double[] {1, -1, 0.01, 0.01},
            p -> new double[] {1, -0.3, 0.05, 0.35},
            p -> new double[] {-0.3, 1, 0.35, 0.05});

    private static final int BISECTIONS = 22;

    private TwoInOne() {}

    /// The simple structures of the paper's theory, with their losses.
    public enum Candidate {
        /// `W = (1, 0), b = (0, p/2)`
        SECOND_IGNORED,
        /// `W = (0, 1), b = (p/2, 0)`
        FIRST_IGNORED,
        /// `W = (1, -1), b = 0`
        ANTIPODAL;

        /// Its loss.
        public double loss(double r, double p) {
            return switch (this) {
                case SECOND_IGNORED -> r * LinearOptimum.variance(p);
                case FIRST_IGNORED -> LinearOptimum.variance(p);
                case ANTIPODAL -> (1 + r) * p * p / 6;
            };
        }

        /// The candidate of least loss; the first of this list among equals.
        public static Candidate best(double r, double p) {
            Candidate best = SECOND_IGNORED;
            for (Candidate candidate : values()) {
                best = candidate.loss(r, p) < best.loss(r, p) ? candidate : best;
            }
            return best;
        }
    }

    /// Density below which the antipodal candidate is best: `4r/(2+5r)` up to r = 1, `4/(5+2r)` above.
    ///
    /// The two meet in the triple point r = 1, p = 4/7.
    public static double candidateBoundary(double r) {
        return r <= 1 ? 4 * r / (2 + 5 * r) : 4 / (5 + 2 * r);
    }

    /// The loss of any weights, integrated exactly.
    public static double loss(double w1, double w2, double b1, double b2, double r, double p) {
        double none = square(Math.max(b1, 0)) + r * square(Math.max(b2, 0));
        double g = w1 * w2;
        double onlyFirst = RectifiedIntegrals.errorSq(w1 * w1, b1) + r * RectifiedIntegrals.outputSq(g, b2);
        double onlySecond = RectifiedIntegrals.outputSq(g, b1) + r * RectifiedIntegrals.errorSq(w2 * w2, b2);
        double both = RectifiedIntegrals.errorSq(w1 * w1, g, b1) + r * RectifiedIntegrals.errorSq(w2 * w2, g, b2);
        return (1 - p) * (1 - p) * none + p * (1 - p) * (onlyFirst + onlySecond) + p * p * both;
    }

    /// Weights of least loss.
    ///
    /// @param loss their loss
    public record Optimum(double loss, double w1, double w2, double b1, double b2) {

        /// The phase of the first or second feature.
        ///
        /// @param feature 0 or 1
        public Phase phase(int feature, Thresholds thresholds) {
            double own = feature == 0 ? w1 : w2;
            double other = feature == 0 ? w2 : w1;
            return Phase.of(Math.abs(own), own == 0 ? 0.0 : other * other, thresholds);
        }

        /// As weights to measure or evaluate.
        public Weights weights() {
            return Weights.ofColumns(new double[][] {{w1}, {w2}}, new double[] {b1, b2});
        }

        private Optimum exchanged(double r) {
            return new Optimum(r * loss, w2, w1, b2, b1);
        }
    }

    /// The exact optimum.
    ///
    /// @param r importance of the second feature; positive
    /// @param p density; in (0, 1]
    public static Optimum optimum(double r, double p) {
        if (r > 1) {
            return optimum(1 / r, p).exchanged(r);
        }
        Optimum best = descend(STARTS.getFirst().apply(p), r, p);
        for (DoubleFunction<double[]> start : STARTS) {
            Optimum other = descend(start.apply(p), r, p);
            best = other.loss() < best.loss() * (1 - 1e-9) ? other : best;
        }
        return best;
    }

    private static Optimum descend(double[] start, double r, double p) {
        double[] at = Simplex.minimum(x -> loss(x[0], x[1], x[2], x[3], r, p), start, BRANCH_SIZE);
        return new Optimum(loss(at[0], at[1], at[2], at[3], r, p), at[0], at[1], at[2], at[3]);
    }

    /// The density at which the optimum ceases to represent both features (norm 0.5).
    ///
    /// Below it they share the dimension, above it the less important one is ignored. For r in .65 to 1.5 the
    /// weaker one falls continuously or nearly so, otherwise it jumps: see [#sharp].
    ///
    /// @param r importance of the second feature; positive
    public static double boundary(double r) {
        double ratio = r <= 1 ? r : 1 / r;
        double low = 0.0;
        double high = 1.0;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (low + high) / 2;
            Optimum optimum = optimum(ratio, middle);
            if (Math.min(Math.abs(optimum.w1()), Math.abs(optimum.w2())) >= Thresholds.DEFAULT.represented()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /// Whether the optimum jumps between both structures at the boundary.
    public static boolean sharp(double r) {
        return r < 0.65 || r > 1.5;
    }

    private static double square(double x) {
        return x * x;
    }
}
