package tegum.measure;

import java.util.Locale;

/// How a training ended. Divergence is a result, not an error, and stays in the denominator.
public enum Outcome {
    /// The loss has settled.
    CONVERGED,
    /// The loss still fell by more than [Convergence#UNSETTLED_ABOVE] over the last tenth of the steps.
    UNSETTLED,
    /// A weight was not finite at a recording step; there are no numbers.
    DIVERGED;

    /// The spelling in the store.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
