package tegum.measure;

import java.util.Optional;

/// What the active features' own outputs lose, to the second order in who is active: the control variate of drawn
/// samples for rectified outputs. Its mean is known exactly, and in a trained model most of a sample's loss follows
/// it, so that a few thousand samples say what a million would say without. Holds its working memory: for one thread.
///
/// With `e_i(x) = (x - f(G_ii x + b_i))²` and `e_ia(x, y) = (x - f(G_ii x + G_ia y + b_i))²` a sample whose active
/// features are A has
///
/// `H = Σ_{i ∈ A} I_i (e_i(x_i) + Σ_{a ∈ A, a ≠ i} (e_ia(x_i, x_a) - e_i(x_i)))`,
///
/// which is the whole loss of its active features where at most two of them disturb each other. Its mean follows from
/// the chances that a feature and that a pair is active, and from integrals over one and two values. The 22-bit values
/// that are drawn stand for the whole interval: that changes the mean by about 1e-7 of it, far below any standard
/// error.
///
/// Source: control variates, e.g. Owen 2013, *Monte Carlo theory, methods and examples*, section 8.9.
final class OwnErrors {
    /// Up to so many features for each active one, all pairs side by side are faster than the active ones alone.
    private static final double SIDE_BY_SIDE = 3.0;

    private final double[] importance;
    private final double[] bias;
    private final double[][] gram;
    private final Optional<PairColumns> columns;
    private final double mean;
    private final double[] errors = new double[CrowdInputs.BLOCK];

    /// @param crowd how often features are active together
    /// @param listed whether samples are taken from the lists of active features alone
    OwnErrors(TiedModel model, Weights weights, CrowdChances crowd, boolean listed) {
        int count = model.features();
        this.importance = model.importance();
        this.bias = weights.biases();
        this.gram = weights.products();
        this.columns = listed || count > SIDE_BY_SIDE * crowd.activeCount()
                ? Optional.empty()
                : Optional.of(new PairColumns(importance, bias, gram));
        double sum = 0.0;
        double shift = model.values().of(0f);
        double scale = model.values().of(1f) - shift;
        for (int i = 0; i < count; i++) {
            sum += importance[i] * meanOfFeature(i, scale, shift, model, crowd);
        }
        this.mean = sum / crowd.weight();
    }

    private double meanOfFeature(int i, double scale, double shift, TiedModel model, CrowdChances crowd) {
        double g = gram[i][i];
        double alone = RectifiedIntegrals.errorSq(scale, shift, g * scale, bias[i] + g * shift);
        double sum = crowd.active(i) * alone;
        for (int a = 0; a < gram.length; a++) {
            double h = gram[i][a];
            if (a != i && h != 0) {
                double both = RectifiedIntegrals.errorSq(scale, shift, g * scale, h * scale, bias[i] + (g + h) * shift);
                sum += model.density().at(i) * model.density().at(a) * (both - alone);
            }
        }
        return sum;
    }

    /// The mean of `H` over the samples with two and more active features.
    double mean() {
        return mean;
    }

    /// `H` of a block's samples; the array is overwritten by the next call.
    double[] of(CrowdInputs.Block block) {
        if (columns.isPresent()) {
            columns.get().set(block, errors);
        } else {
            setFromLists(block);
        }
        return errors;
    }

    private void setFromLists(CrowdInputs.Block block) {
        for (int sample = 0; sample < errors.length; sample++) {
            int from = block.from()[sample];
            int to = block.from()[sample + 1];
            double sum = 0.0;
            for (int entry = from; entry < to; entry++) {
                sum += importance[block.feature()[entry]] * ofFeature(block, entry, from, to);
            }
            errors[sample] = sum;
        }
    }

    private double ofFeature(CrowdInputs.Block block, int entry, int from, int to) {
        int[] feature = block.feature();
        float[] value = block.value();
        double[] row = gram[feature[entry]];
        double x = value[entry];
        double own = row[feature[entry]] * x + bias[feature[entry]];
        double alone = x - Math.max(own, 0.0);
        double disturbed = 0.0;
        for (int other = from; other < to; other++) {
            double error = x - Math.max(own + row[feature[other]] * value[other], 0.0);
            disturbed += error * error;
        }
        double self = x - Math.max(own + row[feature[entry]] * x, 0.0); // the loop above took the feature for another
        return disturbed - self * self - (to - from - 2) * alone * alone;
    }
}
