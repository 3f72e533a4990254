package tegum.measure;

/// Whether a training's loss has settled.
///
/// Source: DESIGN section 6, "Outcome".
///
/// @param outcome converged or unsettled
/// @param slope `(L(0.9 T) - L(T)) / L(T)` on the same evaluation inputs, see [#slope]
public record Convergence(Outcome outcome, double slope) {
    /// A slope above this is unsettled.
    public static final double UNSETTLED_ABOVE = 0.02;

    /// @throws IllegalArgumentException if the slope is not finite or does not fit the outcome
    public Convergence {
        if (!Double.isFinite(slope) || outcome != outcomeOf(slope)) {
            throw new IllegalArgumentException("slope %s is not %s".formatted(slope, outcome.text()));
        }
    }

    /// Compares the loss at step `ceil(0.9 T)` with the loss after the last step.
    public static Convergence of(Evaluation settling, Evaluation last) {
        double slope = slope(settling.loss(), last.loss());
        return new Convergence(outcomeOf(slope), slope);
    }

    /// Relative fall of the loss over the last tenth of the steps; negative when it rose.
    ///
    /// A last loss of 0 has settled when the earlier one was 0 as well (slope 0); otherwise the quotient has no
    /// finite value and the slope is [Double#MAX_VALUE], as it is wherever the quotient overflows.
    static double slope(double settlingLoss, double lastLoss) {
        double fall = settlingLoss - lastLoss;
        return fall == 0 ? 0.0 : Math.min(fall / lastLoss, Double.MAX_VALUE);
    }

    private static Outcome outcomeOf(double slope) {
        return slope > UNSETTLED_ABOVE ? Outcome.UNSETTLED : Outcome.CONVERGED;
    }
}
