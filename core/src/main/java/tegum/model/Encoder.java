package tegum.model;

/// The map to the hidden dimensions, `h = activation(W x)`.
public record Encoder(Activation activation) {}
