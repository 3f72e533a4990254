package tegum.model;

/// What is added to the loss to shape the hidden activations.
public sealed interface Penalty {

    /// Nothing is added.
    record None() implements Penalty {}

    /// `strength * Σ_h |h|`, mean over the batch.
    ///
    /// @param strength factor; positive and finite
    record HiddenL1(double strength) implements Penalty {}
}
