package tegum.coordinator.plot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What is known of one grid point of a diagram.
public sealed interface DiagramCell {

    /// No training of the cell is stored yet.
    record Missing() implements DiagramCell {}

    /// The cell's trainings, summed up.
    ///
    /// @param norm norm of the focus feature by the diagram's rule; not negative, or NaN where the rule yields none
    ///     (too many replicates diverged)
    /// @param interference interference of the focus feature by the diagram's rule; NaN exactly where `norm` is
    /// @param shares fraction of the replicates in each phase, which no rule touches
    /// @param replicates number of trainings summed up; at least 1
    /// @param diverged how many of them diverged; 0 to `replicates`
    /// @param losses loss with its 95 % interval by the name of its rule, in the order of the legend; may be empty
    /// @param compositions fraction of the replicates by composition ("2 digon"); may be empty
    record Measured(
            double norm,
            double interference,
            PhaseShares shares,
            int replicates,
            int diverged,
            SequencedMap<String, Estimate> losses,
            SequencedMap<String, Estimate> compositions)
            implements DiagramCell {

        /// @throws IllegalArgumentException naming the number outside its range
        public Measured {
            if (norm < 0.0 || interference < 0.0 || Double.isNaN(norm) != Double.isNaN(interference)) {
                throw new IllegalArgumentException(
                        "norm %s and interference %s: both 0 or more, or both NaN".formatted(norm, interference));
            }
            if (replicates < 1 || diverged < 0 || diverged > replicates) {
                throw new IllegalArgumentException(
                        "%d of %d replicates diverged: at least 1, and no more than there are"
                                .formatted(diverged, replicates));
            }
            losses = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(losses));
            compositions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(compositions));
        }

        /// Whether the rule yields a norm and an interference.
        public boolean isDefined() {
            return !Double.isNaN(norm);
        }
    }
}
