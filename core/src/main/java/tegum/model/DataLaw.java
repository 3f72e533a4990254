package tegum.model;

/// How samples of the features are drawn.
///
/// Source: Elhage et al. 2022 (independent, correlated and anti-correlated sets); Henighan et al. 2023 (fixed samples);
/// Chen et al. 2023 (one active).
public sealed interface DataLaw {

    ValueLaw values();

    /// Features switch on independently.
    ///
    /// @param density probability that a feature is active, one per feature, each in [0, 1]
    record Independent(PerFeature density, ValueLaw values) implements DataLaw {
        /// @throws IllegalArgumentException if a density is outside [0, 1]
        public Independent {
            for (int feature = 0; feature < density.count(); feature++) {
                double p = density.at(feature);
                if (!(p >= 0 && p <= 1)) {
                    throw new IllegalArgumentException(
                            "density of feature %d is %s, not in [0, 1]".formatted(feature, p));
                }
            }
        }
    }

    /// One Bernoulli switches all members of a set; their values are independent.
    ///
    /// @param set number of features in a set; divides the number of features
    /// @param density probability that a set is active
    record CorrelatedSets(int set, double density, ValueLaw values) implements DataLaw {}

    /// With some probability exactly one uniformly chosen member of a set is active.
    ///
    /// @param set number of features in a set; divides the number of features
    /// @param density probability that a set has an active member
    record AntiCorrelatedSets(int set, double density, ValueLaw values) implements DataLaw {}

    /// Exactly one feature is active in each sample, uniformly chosen.
    record OneActive(ValueLaw values) implements DataLaw {}

    /// A fixed data set of normalised samples, all of it in each step.
    ///
    /// @param samples number of samples; at least 1
    /// @param density probability that a feature is active before an all-zero sample is drawn again
    record FixedSamples(int samples, double density, ValueLaw values) implements DataLaw {}
}
