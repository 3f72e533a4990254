package tegum.model;

/// What a training lowers: a mean over the batch of a sum over features.
public sealed interface Loss {

    /// `Σ_i I_i (t_i - y_i)²`, summed over features.
    ///
    /// @param importance `I`, one per feature, finite and not negative
    record SquaredError(PerFeature importance) implements Loss {
        /// @throws IllegalArgumentException if an importance is negative or not finite
        public SquaredError {
            for (int feature = 0; feature < importance.count(); feature++) {
                double value = importance.at(feature);
                if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "importance of feature %d is %s, not finite and >= 0".formatted(feature, value));
                }
            }
        }
    }
}
