package tegum.coordinator.dataset;

import tegum.model.Shape;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.spec.Keep;

/// How many bytes the results of a plan take on disk, roughly: numbers hardly compress, keys and words compress well.
///
/// Measured on sweeps of (2,1), (3,2) and (5,2).
public final class DiskEstimate {
    /// What each commit costs however few rows it has, and while a sweep trains there is about one a second.
    public static final long BYTES_PER_SECOND = 20_000;

    /// Scalars, digest and provenance of a training.
    private static final long TRAINING_BYTES = 110;

    /// Four lists of doubles, and a feature's share of the components.
    private static final long FEATURE_BYTES = 4 * Double.BYTES + 4;

    /// Keys that come with kept weights.
    private static final long WEIGHTS_BYTES = 43;

    /// A cell's parameters and grid positions.
    private static final long CELL_BYTES = 130;

    private DiskEstimate() {}

    /// Bytes of all results, kept weights among them; recorded trajectories and [#BYTES_PER_SECOND] come on top.
    public static long bytes(Plan plan) {
        double bytes = 0;
        for (Stratum stratum : plan.strata()) {
            Shape shape = stratum.key().shape();
            long weights = (long) Float.BYTES * (shape.weights() + shape.features());
            bytes += (double) stratum.trainings() * (TRAINING_BYTES + FEATURE_BYTES * shape.features());
            bytes += (double) stratum.cells() * CELL_BYTES;
            bytes += (double) kept(plan.spec().keep().weights(), stratum, weights) * (WEIGHTS_BYTES + weights);
        }
        return (long) bytes;
    }

    private static long kept(Keep.Amount amount, Stratum stratum, long weightBytes) {
        return switch (amount) {
            case AUTO -> weightBytes <= Keep.AUTO_BYTES ? stratum.trainings() : stratum.cells();
            case ALL -> stratum.trainings();
            case BEST -> stratum.cells();
            case NONE -> 0;
        };
    }
}
