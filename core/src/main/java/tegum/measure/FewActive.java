package tegum.measure;

import tegum.random.EvaluationLaw;

/// The loss while no feature or one is active, exactly on the 256 midpoints of each feature.
///
/// A lone active feature i with value x makes output j `f(G_ij x + b_j)`. The values are the same for all features and
/// rise with t, so that the midpoints at which a rectified output is above 0 are a stretch of them, and its sum of
/// squares follows from running sums of x and x²: a constant amount of work for each pair of features.
///
/// Source: SCIENCE section 1, "Evaluation"; DESIGN section 5, "Evaluation".
final class FewActive {
    private static final int COUNT = EvaluationLaw.MIDPOINTS;

    private final TiedModel model;
    private final double noneWeight;
    private final double[] oneWeight;
    private final double[] value = new double[COUNT];
    private final double[] sum = new double[COUNT + 1];
    private final double[] sumSq = new double[COUNT + 1];

    FewActive(TiedModel model, EvaluationLaw law) {
        this.model = model;
        this.noneWeight = law.noneWeight();
        this.oneWeight = new double[model.features()];
        for (int feature = 0; feature < oneWeight.length; feature++) {
            oneWeight[feature] = law.oneWeight(feature);
        }
        for (int t = 0; t < COUNT; t++) {
            double x = model.values().of(EvaluationLaw.midpoint(t));
            value[t] = x;
            sum[t + 1] = sum[t] + x;
            sumSq[t + 1] = sumSq[t] + x * x;
        }
    }

    /// The parts of the loss from these two classes; what two and more active features add is not in it.
    LossSplit split(Weights weights) {
        int features = model.features();
        double bias = 0.0;
        for (int j = 0; j < features; j++) {
            double output = model.output(weights.bias(j));
            bias += model.importance()[j] * output * output;
        }
        double benefit = 0.0;
        double interference = 0.0;
        for (int i = 0; i < features; i++) {
            if (oneWeight[i] > 0) {
                double others = 0.0;
                for (int j = 0; j < features; j++) {
                    if (j != i) {
                        others += model.importance()[j] * outputSq(weights.dot(j, i), weights.bias(j));
                    }
                }
                double own = model.importance()[i] * errorSq(weights.dot(i, i), weights.bias(i));
                benefit += oneWeight[i] * (own / COUNT);
                interference += oneWeight[i] * (others / COUNT);
            }
        }
        return new LossSplit(benefit, interference, noneWeight * bias, 0.0);
    }

    /// What these two classes add to `E ‖x‖`.
    double meanInputNorm() {
        double norms = 0.0;
        for (double x : value) {
            norms += Math.abs(x);
        }
        double chance = 0.0;
        for (double weight : oneWeight) {
            chance += weight;
        }
        return chance * (norms / COUNT);
    }

    /// `Σ_t f(g x_t + b)²`.
    private double outputSq(double g, double b) {
        if (!model.rectified()) {
            return squares(0, COUNT, g, b);
        }
        int from = g > 0 ? firstAbove(-b / g) : 0;
        int to = g < 0 ? firstAbove(-b / g) : g == 0 && b <= 0 ? 0 : COUNT;
        return squares(from, to, g, b);
    }

    /// `Σ_t (x_t - f(g x_t + b))²`.
    private double errorSq(double g, double b) {
        if (!model.rectified()) {
            return squares(0, COUNT, 1 - g, -b);
        }
        int from = g > 0 ? firstAbove(-b / g) : 0;
        int to = g < 0 ? firstAbove(-b / g) : g == 0 && b <= 0 ? 0 : COUNT;
        double off = sumSq[from] + (sumSq[COUNT] - sumSq[Math.max(from, to)]);
        return off + squares(from, to, 1 - g, -b);
    }

    /// `Σ (slope x_t + offset)²` over `from <= t < to`.
    private double squares(int from, int to, double slope, double offset) {
        if (from >= to) {
            return 0.0;
        }
        double linear = sum[to] - sum[from];
        double square = sumSq[to] - sumSq[from];
        double total = slope * slope * square + 2 * slope * offset * linear + offset * offset * (to - from);
        return Math.max(total, 0.0); // rounding may leave a sum of squares below 0
    }

    /// The first midpoint whose value is above a bound.
    private int firstAbove(double bound) {
        int from = 0;
        int to = COUNT;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (value[middle] > bound) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
