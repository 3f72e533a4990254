package tegum.coordinator.plot;

/// Where a feature counts as represented and as superposed.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "Superposition as a phase change".
///
/// @param norm least norm of a represented feature; positive
/// @param interference least interference of a superposed feature; positive
public record PhaseThresholds(double norm, double interference) {

    /// One half for both.
    public static final PhaseThresholds DEFAULT = new PhaseThresholds(0.5, 0.5);

    /// @throws IllegalArgumentException unless both are positive and finite
    public PhaseThresholds {
        if (!(norm > 0.0 && interference > 0.0 && Double.isFinite(norm + interference))) {
            throw new IllegalArgumentException(
                    "thresholds are positive, not norm %s and interference %s".formatted(norm, interference));
        }
    }

    Phase phaseOf(double featureNorm, double featureInterference) {
        if (featureNorm < norm) {
            return Phase.IGNORED;
        }
        return featureInterference < interference ? Phase.DEDICATED : Phase.SUPERPOSED;
    }
}
