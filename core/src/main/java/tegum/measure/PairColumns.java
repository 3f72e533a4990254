package tegum.measure;

import java.util.Arrays;

/// [OwnErrors] of a block's samples side by side, for cells in which a good part of the features is active: every pair
/// of features is taken, and what is not active is multiplied by 0. The same bits as from the lists of active features.
/// Holds its working memory: for one thread.
final class PairColumns {
    /// Above the inverse of every active value's size: a drawn value of 22 bits is no nearer to 0 than 2⁻²³.
    private static final double ABOVE_INVERSE_VALUES = 0x1p30;

    private final double[] importance;
    private final double[] bias;
    private final double[][] gram;
    private final double[][] input;
    private final double[][] active;
    private final double[] others = new double[CrowdInputs.BLOCK];
    private final double[] own = new double[CrowdInputs.BLOCK];
    private final double[] disturbed = new double[CrowdInputs.BLOCK];

    PairColumns(double[] importance, double[] bias, double[][] gram) {
        this.importance = importance;
        this.bias = bias;
        this.gram = gram;
        this.input = new double[bias.length][CrowdInputs.BLOCK];
        this.active = new double[bias.length][CrowdInputs.BLOCK];
    }

    /// @param errors receives `H` of each sample
    void set(CrowdInputs.Block block, double[] errors) {
        Arrays.fill(errors, 0.0);
        Arrays.fill(others, -2.0);
        for (int feature = 0; feature < input.length; feature++) {
            read(block.x()[feature], input[feature], active[feature]);
        }
        for (int feature = 0; feature < input.length; feature++) {
            setOwn(feature, input[feature]);
            for (int other = 0; other < input.length; other++) {
                addDisturbed(input[feature], gram[feature][other], input[other], active[other]);
            }
            addErrors(feature, input[feature], active[feature], errors);
        }
    }

    private void read(float[] from, double[] x, double[] on) {
        for (int sample = 0; sample < x.length; sample++) {
            x[sample] = from[sample];
        }
        for (int sample = 0; sample < x.length; sample++) {
            on[sample] = Math.min(Math.abs(x[sample]) * ABOVE_INVERSE_VALUES, 1.0);
            others[sample] += on[sample];
        }
    }

    private void setOwn(int feature, double[] x) {
        double g = gram[feature][feature];
        double b = bias[feature];
        for (int sample = 0; sample < x.length; sample++) {
            own[sample] = g * x[sample] + b;
            disturbed[sample] = 0.0;
        }
    }

    private void addDisturbed(double[] x, double g, double[] y, double[] on) {
        for (int sample = 0; sample < x.length; sample++) {
            double error = x[sample] - Math.max(own[sample] + g * y[sample], 0.0);
            disturbed[sample] += on[sample] * (error * error);
        }
    }

    private void addErrors(int feature, double[] x, double[] on, double[] errors) {
        double g = gram[feature][feature];
        double share = importance[feature];
        for (int sample = 0; sample < x.length; sample++) {
            double alone = x[sample] - Math.max(own[sample], 0.0);
            double self = x[sample] - Math.max(own[sample] + g * x[sample], 0.0);
            double sum = disturbed[sample] - self * self - others[sample] * alone * alone;
            errors[sample] += on[sample] * (share * sum);
        }
    }
}
