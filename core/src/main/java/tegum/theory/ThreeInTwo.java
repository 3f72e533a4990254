package tegum.theory;

/// Three features in two dimensions, ReLU output, importances `(1, 1, r)`, values U[0,1), all with density `p`: the
/// simple structures of the paper's theory, with their losses as sums over features.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "Superposition as a Phase Change".
public enum ThreeInTwo {
    /// The first two have a dimension each.
    LAST_IGNORED,
    /// The last and one of the others have a dimension each.
    OTHER_IGNORED,
    /// The last is antipodal to one of the others; the remaining one has a dimension.
    LAST_ANTIPODAL,
    /// The first two are antipodal; the last has a dimension.
    OTHERS_ANTIPODAL;

    /// Its loss.
    public double loss(double r, double p) {
        return switch (this) {
            case LAST_IGNORED -> r * LinearOptimum.variance(p);
            case OTHER_IGNORED -> LinearOptimum.variance(p);
            case LAST_ANTIPODAL -> (1 + r) * p * p / 6;
            case OTHERS_ANTIPODAL -> 2 * p * p / 6;
        };
    }

    /// The structure of least loss; the first of this list among equals.
    public static ThreeInTwo best(double r, double p) {
        ThreeInTwo best = LAST_IGNORED;
        for (ThreeInTwo candidate : values()) {
            best = candidate.loss(r, p) < best.loss(r, p) ? candidate : best;
        }
        return best;
    }

    /// Density below which an antipodal structure is best: `4r/(2+5r)` up to r = 1, 4/7 above.
    ///
    /// For r < 1 it is the last feature that shares, for r > 1 the other two, so r = 1 is a boundary as well.
    public static double boundary(double r) {
        return r <= 1 ? 4 * r / (2 + 5 * r) : 4.0 / 7;
    }
}
