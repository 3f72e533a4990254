package tegum.theory;

import tegum.measure.RectifiedIntegrals;

/// Exactly one of `c` features active, value U[0,1), two dimensions, ReLU output: k features form a regular k-gon, and
/// the others are ignored with bias 0.
///
/// Source: Chen et al. 2023, *Dynamical versus Bayesian Phase Transitions in a Toy Model of Superposition*.
///
/// @param loss least loss, mean over inputs of the sum over features
/// @param normSq `l²`, squared length of a represented feature
/// @param bias of a represented feature
public record OneActivePolygon(double loss, double normSq, double bias) {

    /// The best k-gon.
    ///
    /// @param corners k; 2 to `features`
    /// @param features c
    /// @throws IllegalArgumentException if there are more corners than features, or fewer than 2
    public static OneActivePolygon optimum(int corners, int features) {
        if (corners < 2 || corners > features) {
            throw new IllegalArgumentException("a %d-gon of %d features".formatted(corners, features));
        }
        double[] at = Simplex.minimum(x -> loss(corners, features, x[0], x[1]), new double[] {1.2, -0.2}, 0.1);
        return new OneActivePolygon(loss(corners, features, at[0], at[1]), at[0], at[1]);
    }

    /// The loss of a k-gon.
    public static double loss(int corners, int features, double normSq, double bias) {
        double active = RectifiedIntegrals.errorSq(normSq, bias);
        double elsewhere = square(Math.max(bias, 0));
        for (int turn = 1; turn < corners; turn++) {
            active += RectifiedIntegrals.outputSq(normSq * Math.cos(2 * Math.PI * turn / corners), bias);
        }
        double ignored = 1.0 / 3 + corners * elsewhere;
        return (corners * active + (features - corners) * ignored) / features;
    }

    private static double square(double x) {
        return x * x;
    }
}
