package tegum.coordinator.plot;

/// Fractions of a cell's replicates in each phase of the focus feature, with their intervals.
///
/// They need not sum to 1: diverged replicates stay in the denominator and are in no phase.
///
/// @param ignored fraction whose norm is below the threshold; 0 to 1
/// @param dedicated fraction that is represented without much interference; 0 to 1
/// @param superposed fraction that is represented and shares its direction; 0 to 1
public record PhaseShares(Estimate ignored, Estimate dedicated, Estimate superposed) {

    /// @throws IllegalArgumentException if a fraction or an end of its interval is outside 0 to 1
    public PhaseShares {
        check("ignored", ignored);
        check("dedicated", dedicated);
        check("superposed", superposed);
    }

    private static void check(String name, Estimate share) {
        if (share.isPresent() && !(share.low() >= 0.0 && share.high() <= 1.0)) {
            throw new IllegalArgumentException("%s = %s: a share is 0 to 1".formatted(name, share));
        }
    }

    boolean isPresent() {
        return ignored.isPresent() && dedicated.isPresent() && superposed.isPresent();
    }

    Estimate of(PhaseLook phase) {
        return switch (phase) {
            case IGNORED -> ignored;
            case DEDICATED -> dedicated;
            case SUPERPOSED -> superposed;
        };
    }
}
