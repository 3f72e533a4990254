package tegum.measure;

import tegum.spec.MeasureSettings;

/// Where the lines are drawn between the phases of a feature, and when two features interact.
///
/// Source: SCIENCE section 3.
///
/// @param represented least norm of a represented feature; positive
/// @param superposed least interference of a superposed feature; positive
/// @param edge two represented features are joined where `|W_i · W_j|` is above this; not negative
public record Thresholds(double represented, double superposed, double edge) {
    /// Norm 0.5, interference 0.5, edge 0.1.
    public static final Thresholds DEFAULT = new Thresholds(0.5, 0.5, 0.1);

    /// @throws IllegalArgumentException if a threshold is outside its range or not finite
    public Thresholds {
        require(represented > 0 && represented < Double.POSITIVE_INFINITY, "represented", represented);
        require(superposed > 0 && superposed < Double.POSITIVE_INFINITY, "superposed", superposed);
        require(edge >= 0 && edge < Double.POSITIVE_INFINITY, "edge", edge);
    }

    /// The thresholds of a spec.
    public static Thresholds of(MeasureSettings measure) {
        return new Thresholds(measure.represented(), measure.superposed(), measure.edge());
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException("threshold %s is %s".formatted(name, value));
        }
    }
}
