package tegum.measure;

/// Running sums of losses and of their control variate, in 16 lanes as [LaneSums]: the mean loss, corrected by what the
/// control's mean is known to be.
///
/// With `β = cov(L, H) / var(H)` the mean is `mean(L) - β (mean(H) - E H)` and its variance that of the residuals
/// `L - β H`. Rare samples that the control does not explain may be missing among few: the residuals therefore get one
/// more, as large as a sample's loss is in root mean square, so that no standard error is smaller than chance allows.
final class ControlledSums {
    private static final int LANES = LaneSums.LANES;
    private static final double SCALE = LaneSums.SCALE;

    private final double[] loss = new double[LANES];
    private final double[] control = new double[LANES];
    private final double[] lossSq = new double[LANES];
    private final double[] controlSq = new double[LANES];
    private final double[] product = new double[LANES];
    private int count;

    /// A mean and its standard error.
    record Mean(double value, double standardError) {}

    /// Adds losses and controls of the same samples; their number is a multiple of the lanes.
    void add(double[] losses, double[] controls) {
        for (int sample = 0; sample < losses.length; sample++) {
            int lane = sample & (LANES - 1);
            double l = losses[sample] * SCALE;
            double h = controls[sample] * SCALE;
            loss[lane] += l;
            control[lane] += h;
            lossSq[lane] += l * l;
            controlSq[lane] += h * h;
            product[lane] += l * h;
        }
        count += losses.length;
    }

    int count() {
        return count;
    }

    /// @param controlMean the control's exact mean
    Mean mean(double controlMean) {
        double l = LaneSums.folded(loss.clone()) / count;
        double h = LaneSums.folded(control.clone()) / count;
        double ll = LaneSums.folded(lossSq.clone()) / count;
        double hh = Math.max(LaneSums.folded(controlSq.clone()) / count - h * h, 0.0);
        double lh = LaneSums.folded(product.clone()) / count - l * h;
        double beta = hh == 0 ? 0.0 : lh / hh;
        double residual = Math.max(ll - l * l - beta * lh, 0.0);
        double value = l - beta * (h - controlMean * SCALE);
        double error = Math.sqrt((residual + ll / count) / (count - 2.0));
        // Losses are not negative; a mean that is would lie within its error of 0.
        return new Mean(Math.max(value, 0.0) / SCALE, error / SCALE);
    }
}
