package tegum.coordinator.plot;

import tegum.measure.Weights;
import tegum.model.PerFeature;

/// What a panel shows of a cell: its best training, which is one model and no average.
public sealed interface ModelCell {

    /// No training of the cell is stored yet.
    record Missing() implements ModelCell {}

    /// Every training of the cell that is stored diverged.
    record Diverged() implements ModelCell {}

    /// The training of least loss.
    ///
    /// @param loss its loss, summed over features
    /// @param importance of each feature
    /// @param norm `‖W_i‖`
    /// @param interference `Σ_{j≠i} (What_i · W_j)²`
    /// @param parameters its weights, if they were kept
    record Trained(double loss, PerFeature importance, PerFeature norm, PerFeature interference, Parameters parameters)
            implements ModelCell {

        /// @throws IllegalArgumentException if the lists differ in length
        public Trained {
            if (norm.count() != importance.count() || interference.count() != importance.count()) {
                throw new IllegalArgumentException("%d importances, %d norms, %d interferences"
                        .formatted(importance.count(), norm.count(), interference.count()));
            }
        }

        int features() {
            return norm.count();
        }
    }

    /// The weights of a training, as far as they are stored.
    sealed interface Parameters {
        /// The sweep keeps none of this training.
        record NotKept() implements Parameters {}

        /// Kept.
        record Kept(Weights weights) implements Parameters {}
    }
}
