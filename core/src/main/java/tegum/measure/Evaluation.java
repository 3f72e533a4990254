package tegum.measure;

/// The loss of trained weights, by which trainings are reported, ranked and compared.
///
/// A sum over features: the notebook divides it by their number `n`.
///
/// @param loss importance-weighted squared error, summed over features; finite, not negative
/// @param lossSe standard error of `loss`; finite, not negative, 0 where nothing was drawn
public record Evaluation(double loss, double lossSe) {

    /// @throws IllegalArgumentException if a number is negative or not finite
    public Evaluation {
        if (!(loss >= 0 && loss < Double.POSITIVE_INFINITY && lossSe >= 0 && lossSe < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("loss %s +- %s".formatted(loss, lossSe));
        }
    }
}
