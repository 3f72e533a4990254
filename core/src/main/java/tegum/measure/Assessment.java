package tegum.measure;

/// The loss of a training and whether it has settled.
///
/// @param evaluation of the weights after the last step
/// @param convergence against the weights at step `ceil(0.9 T)`, on the same inputs
public record Assessment(Evaluation evaluation, Convergence convergence) {}
