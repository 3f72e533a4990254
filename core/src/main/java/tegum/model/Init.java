package tegum.model;

/// Law of the initial weights; biases start at 0.
///
/// Source: DESIGN section 5, "Initial weights".
public sealed interface Init {

    /// Normal with the given standard deviation.
    ///
    /// @param std positive and finite
    record Normal(double std) implements Init {
        /// `sqrt(2 / (n + m))`.
        public static Normal xavier(Shape shape) {
            return new Normal(StrictMath.sqrt(2.0 / (shape.features() + shape.hidden())));
        }
    }

    /// Uniform on (-scale, scale).
    ///
    /// @param scale positive and finite
    record Uniform(double scale) implements Init {}

    /// Standard deviation, or half width: the number by which a standard draw is multiplied.
    default double scale() {
        return switch (this) {
            case Normal(double std) -> std;
            case Uniform(double scale) -> scale;
        };
    }
}
