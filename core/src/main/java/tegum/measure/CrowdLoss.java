package tegum.measure;

import java.util.Arrays;

/// Losses of the drawn samples under one set of weights. Holds its working memory: for one thread.
///
/// Where few of many features are active, a sample adds up columns of `WᵀW`; otherwise all samples of a block go
/// through
/// `h = W x` side by side. Which of the two depends on the cell alone, and so does every rounding.
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
        private final double[][] hidden;
        private final double[] output = new double[CrowdInputs.BLOCK];
        private final double[] losses = new double[CrowdInputs.BLOCK];

        private OfColumns(TiedModel model, Weights weights) {
            this.model = model;
            this.weights = weights;
            this.hidden = new double[weights.shape().hidden()][CrowdInputs.BLOCK];
        }

        @Override
        public double[] of(CrowdInputs.Block block) {
            double[][] x = ((CrowdInputs.Columns) block).x();
            for (int unit = 0; unit < hidden.length; unit++) {
                Arrays.fill(hidden[unit], 0.0);
                for (int feature = 0; feature < x.length; feature++) {
                    addScaled(hidden[unit], weights.at(unit, feature), x[feature]);
                }
            }
            Arrays.fill(losses, 0.0);
            for (int feature = 0; feature < x.length; feature++) {
                Arrays.fill(output, weights.bias(feature));
                for (int unit = 0; unit < hidden.length; unit++) {
                    addScaled(output, weights.at(unit, feature), hidden[unit]);
                }
                addErrors(model.importance()[feature], x[feature]);
            }
            return losses;
        }

        private void addErrors(double importance, double[] x) {
            double least = model.rectified() ? 0.0 : Double.NEGATIVE_INFINITY;
            for (int sample = 0; sample < losses.length; sample++) {
                double error = x[sample] - Math.max(output[sample], least);
                losses[sample] += importance * (error * error);
            }
        }
    }

    /// Samples one by one, from their active features.
    final class OfLists implements CrowdLoss {
        private final TiedModel model;
        private final Weights weights;
        private final double[][] gram;
        private final double[] target;
        private final double[] output;
        private final double[] losses = new double[CrowdInputs.BLOCK];

        private OfLists(TiedModel model, Weights weights) {
            this.model = model;
            this.weights = weights;
            this.gram = weights.gram();
            this.target = new double[model.features()];
            this.output = new double[model.features()];
        }

        @Override
        public double[] of(CrowdInputs.Block block) {
            CrowdInputs.Lists lists = (CrowdInputs.Lists) block;
            for (int sample = 0; sample < losses.length; sample++) {
                for (int feature = 0; feature < output.length; feature++) {
                    output[feature] = weights.bias(feature);
                }
                for (int entry = lists.from()[sample]; entry < lists.from()[sample + 1]; entry++) {
                    int active = lists.feature()[entry];
                    target[active] = lists.value()[entry];
                    addScaled(output, lists.value()[entry], gram[active]);
                }
                losses[sample] = error();
                for (int entry = lists.from()[sample]; entry < lists.from()[sample + 1]; entry++) {
                    target[lists.feature()[entry]] = 0.0;
                }
            }
            return losses;
        }

        /// Four sums side by side: one alone would wait for each addition.
        private double error() {
            double[] importance = model.importance();
            double least = model.rectified() ? 0.0 : Double.NEGATIVE_INFINITY;
            double first = 0.0;
            double second = 0.0;
            double third = 0.0;
            double fourth = 0.0;
            int feature = 0;
            for (; feature + 3 < output.length; feature += 4) {
                first += term(importance, feature, least);
                second += term(importance, feature + 1, least);
                third += term(importance, feature + 2, least);
                fourth += term(importance, feature + 3, least);
            }
            for (; feature < output.length; feature++) {
                first += term(importance, feature, least);
            }
            return first + second + (third + fourth);
        }

        private double term(double[] importance, int feature, double least) {
            double error = target[feature] - Math.max(output[feature], least);
            return importance[feature] * (error * error);
        }
    }

    /// `to += factor * from`, element by element.
    private static void addScaled(double[] to, double factor, double[] from) {
        for (int at = 0; at < to.length; at++) {
            to[at] += factor * from[at];
        }
    }
}
