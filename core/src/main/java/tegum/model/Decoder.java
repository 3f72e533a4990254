package tegum.model;

/// The map from the hidden dimensions to the output.
public sealed interface Decoder {

    Activation activation();

    boolean bias();

    /// `y = activation(Wᵀ h + b)` with the encoder's `W`.
    ///
    /// @param bias whether `b` is trained; otherwise it stays 0
    record Tied(Activation activation, boolean bias) implements Decoder {}

    /// `y = activation(V h + b)` with its own matrix.
    ///
    /// @param bias whether `b` is trained; otherwise it stays 0
    record Untied(Activation activation, boolean bias) implements Decoder {}
}
