package tegum.coordinator.comparison;

import java.util.Locale;
import java.util.Optional;
import tegum.statistics.Difference;

/// What is compared of two cells, with the interval of its difference.
public enum Statistic {
    /// Mean loss of the trainings that did not diverge: Welch, with the error of the evaluation that they share.
    LOSS_MEAN(true),
    /// Loss of the best training found: the errors of its evaluation alone, so it says whether the two models differ,
    /// not whether another stream would find them.
    LOSS_BEST(false),
    /// Mean of m over the squared Frobenius norm: Welch.
    DIMS_PER_FEATURE_MEAN(true),
    /// Share of the replicates whose focus feature is not represented: Newcombe, and the exact test.
    IGNORED(true),
    /// Share whose focus feature has a dimension of its own.
    DEDICATED(true),
    /// Share whose focus feature is in superposition.
    SUPERPOSED(true);

    private final boolean sampled;

    Statistic(boolean sampled) {
        this.sampled = sampled;
    }

    /// Name of the column of a sweep's view.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether its interval says what other replicates would have given; then 5 % of the differences exceed theirs by
    /// chance, if nothing differs.
    public boolean sampled() {
        return sampled;
    }

    double of(CellSummary cell) {
        return switch (this) {
            case LOSS_MEAN ->
                cell.loss().count() == 0 ? Double.NaN : cell.loss().mean();
            case LOSS_BEST -> cell.best();
            case DIMS_PER_FEATURE_MEAN ->
                cell.dimsPerFeature().count() == 0
                        ? Double.NaN
                        : cell.dimsPerFeature().mean();
            case IGNORED -> cell.ignored().share();
            case DEDICATED -> cell.dedicated().share();
            case SUPERPOSED -> cell.superposed().share();
        };
    }

    /// Empty where there are too few values for an interval.
    Optional<Difference> difference(CellSummary a, CellSummary b) {
        return switch (this) {
            case LOSS_MEAN -> a.loss().minus(b.loss(), a.evaluationError(), b.evaluationError());
            case LOSS_BEST ->
                a.bestError() + b.bestError() > 0
                        ? Optional.of(Difference.ofNormal(a.best(), a.bestError(), b.best(), b.bestError()))
                        : Optional.empty();
            case DIMS_PER_FEATURE_MEAN -> a.dimsPerFeature().minus(b.dimsPerFeature(), 0, 0);
            case IGNORED -> Optional.of(a.ignored().minus(b.ignored()));
            case DEDICATED -> Optional.of(a.dedicated().minus(b.dedicated()));
            case SUPERPOSED -> Optional.of(a.superposed().minus(b.superposed()));
        };
    }
}
