package tegum.measure;

import java.util.Arrays;

/// Losses of the drawn samples under one set of weights. Holds its working memory: for one thread.
///
/// Where few of many features are active, a sample adds up columns of `WᵀW`; otherwise all samples
/// of a block go through `h = W x` side by side. Which of the two depends on the cell alone, and so
/// does every rounding.
sealed interface CrowdLoss {

    /// The losses of a block's samples; the array is overwritten by the next call.
    double[] of(CrowdInputs.Block block);

    /// The way that fits a cell's blocks.
    static CrowdLoss of(TiedModel model, Weights weights, boolean listed) {
        return listed ? new OfLists(model, weights) : new OfColumns(model, weights);
    }

    /// Samples side by side.
    final class OfColumns implements CrowdLoss {
        private final TiedModel model;
        private final Weights weights;
        private final double[][] input;
        private final double[][] hidden;
        private final double[] output = new double[CrowdInputs.BLOCK];
        private final double[] losses = new double[CrowdInputs.BLOCK];

        private OfColumns(TiedModel model, Weights weights) {
            this.model = model;
            this.weights = weights;
            this.input = new double[weights.shape().features()][CrowdInputs.BLOCK];
            this.hidden = new double[weights.shape().hidden()][CrowdInputs.BLOCK];
        }

        @Override
        public double[] of(CrowdInputs.Block block) {
            float[][] x = block.x();
            for (int feature = 0; feature < x.length; feature++) {
                widen(x[feature], input[feature]);
            }
            for (int unit = 0; unit < hidden.length; unit++) {
                Arrays.fill(hidden[unit], 0.0);
                for (int feature = 0; feature < x.length; feature++) {
                    addScaled(hidden[unit], weights.at(unit, feature), input[feature]);
                }
            }
            Arrays.fill(losses, 0.0);
            for (int feature = 0; feature < x.length; feature++) {
                Arrays.fill(output, weights.bias(feature));
                for (int unit = 0; unit < hidden.length; unit++) {
                    addScaled(output, weights.at(unit, feature), hidden[unit]);
                }
                addErrors(model.importance()[feature], input[feature]);
            }
            return losses;
        }

        private static void widen(float[] from, double[] to) {
            for (int at = 0; at < to.length; at++) {
                to[at] = from[at];
            }
        }

        private void addErrors(double importance, double[] x) {
            double least = model.rectified() ? 0.0 : Double.NEGATIVE_INFINITY;
            for (int sample = 0; sample < losses.length; sample++) {
                double error = x[sample] - Math.max(output[sample], least);
                losses[sample] += importance * (error * error);
            }
        }
    }

    /// Samples one by one, from their active features. Arrays over features are padded with importance 0 to a whole
    /// number of lanes, so that every loop is plain and runs on wide hardware.
    final class OfLists implements CrowdLoss {
        private static final int LANES = LaneSums.LANES;

        private final double least;
        private final double[] bias;
        private final double[] importance;
        private final double[][] gram;
        private final double[] target;
        private final double[] output;
        private final double[] errors;
        private final double[] lanes = new double[LANES];
        private final double[] losses = new double[CrowdInputs.BLOCK];

        private OfLists(TiedModel model, Weights weights) {
            int features = model.features();
            int padded = (features + LANES - 1) / LANES * LANES;
            this.least = model.rectified() ? 0.0 : Double.NEGATIVE_INFINITY;
            this.importance = Arrays.copyOf(model.importance(), padded);
            this.bias = new double[padded];
            this.gram = new double[features][];
            double[][] plain = weights.products();
            for (int feature = 0; feature < features; feature++) {
                bias[feature] = weights.bias(feature);
                gram[feature] = Arrays.copyOf(plain[feature], padded);
            }
            this.target = new double[padded];
            this.output = new double[padded];
            this.errors = new double[padded];
        }

        @Override
        public double[] of(CrowdInputs.Block block) {
            for (int sample = 0; sample < losses.length; sample++) {
                losses[sample] = loss(block, block.from()[sample], block.from()[sample + 1]);
            }
            return losses;
        }

        private double loss(CrowdInputs.Block block, int from, int to) {
            System.arraycopy(bias, 0, output, 0, output.length);
            for (int entry = from; entry < to; entry++) {
                int active = block.feature()[entry];
                double value = block.value()[entry];
                target[active] = value;
                addScaled(output, value, gram[active]);
            }
            setErrors();
            for (int entry = from; entry < to; entry++) {
                target[block.feature()[entry]] = 0.0;
            }
            return sumOfErrors();
        }

        private void setErrors() {
            for (int at = 0; at < errors.length; at++) {
                double error = target[at] - Math.max(output[at], least);
                errors[at] = importance[at] * (error * error);
            }
        }

        private double sumOfErrors() {
            Arrays.fill(lanes, 0.0);
            for (int first = 0; first < errors.length; first += LANES) {
                for (int lane = 0; lane < LANES; lane++) {
                    lanes[lane] += errors[first + lane];
                }
            }
            return LaneSums.folded(lanes);
        }
    }

    /// `to += factor * from`, element by element.
    private static void addScaled(double[] to, double factor, double[] from) {
        for (int at = 0; at < to.length; at++) {
            to[at] += factor * from[at];
        }
    }
}
