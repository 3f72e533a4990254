package tegum.coordinator.comparison;

import tegum.statistics.Fraction;
import tegum.statistics.Sample;

/// A cell as far as it is compared.
///
/// @param cell its id
/// @param loss losses of the trainings that did not diverge
/// @param evaluationError standard error of their evaluation, which is on the same inputs for all of them
/// @param best least loss; NaN where all diverged
/// @param bestError standard error of it; NaN where all diverged
record CellSummary(
        String cell,
        Sample loss,
        double evaluationError,
        double best,
        double bestError,
        Sample dimsPerFeature,
        Fraction ignored,
        Fraction dedicated,
        Fraction superposed) {}
