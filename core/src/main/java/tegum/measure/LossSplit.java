package tegum.measure;

/// The loss by what causes it: `loss = benefit + interference + bias + crowd`.
///
/// | part           | is the loss while ...   | of ...                                           |
/// |----------------|-------------------------|--------------------------------------------------|
/// | `benefit`      | one feature is active   | its own output: how badly it is represented      |
/// | `interference` | one feature is active   | the other outputs, which should be 0             |
/// | `bias`         | no feature is active    | all outputs, which the bias alone lifts          |
/// | `crowd`        | two and more are active | all outputs                                      |
///
/// Each part is weighted with the probability of its class. In the sparse limit the first two are all there is.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "Mathematical Understanding": the loss of one-sparse
/// inputs as feature benefit and interference.
public record LossSplit(double benefit, double interference, double bias, double crowd) {

    /// The whole loss.
    public double loss() {
        return benefit + interference + bias + crowd;
    }
}
