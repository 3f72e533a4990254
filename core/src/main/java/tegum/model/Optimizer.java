package tegum.model;

/// The rule that turns a gradient `g` of the loss into a change of the parameters `θ` (W and b alike).
///
/// In step t = 1, 2, ... with the schedule's factor `f` the rate is `α = f * rate`.
public sealed interface Optimizer {

    /// Learning rate before the schedule; positive and finite.
    double rate();

    /// `g += decay θ; μ = β1 μ + (1-β1) g; ν = β2 ν + (1-β2) g²; θ -= α (μ / (1-β1ᵗ)) / (sqrt(ν / (1-β2ᵗ)) + ε)`.
    ///
    /// Source: Kingma and Ba 2015.
    ///
    /// @param decay L2 penalty that enters the gradient; 0 for none
    record Adam(double rate, double decay, double beta1, double beta2, double epsilon) implements Optimizer {}

    /// As Adam without the L2 penalty, after `θ -= α decay θ`.
    ///
    /// Source: Loshchilov and Hutter 2019; the notebook's optimiser.
    ///
    /// @param decay decoupled weight decay; finite, may be negative
    record AdamW(double rate, double decay, double beta1, double beta2, double epsilon) implements Optimizer {}

    /// `g += decay θ; μ = momentum μ + g (μ = g in step 1); θ -= α μ`.
    ///
    /// @param decay L2 penalty that enters the gradient; 0 for none
    /// @param momentum in [0, 1)
    record Sgd(double rate, double decay, double momentum) implements Optimizer {}
}
