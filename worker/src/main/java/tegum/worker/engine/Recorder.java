package tegum.worker.engine;

/// Takes the parameters of trainings at recording steps.
///
/// May be called by several threads at once, for different trainings; the calls for one training come one
/// after the other, steps ascending. What it does in the call is part of the launch, so evaluation uses
/// all cores too.
@FunctionalInterface
public interface Recorder {

    /// The parameters of a training after a step.
    ///
    /// @param index index of the training in its block
    /// @param step recording step, 1 to T
    /// @param weights `W`, shape `[m, n]`, row-major; the receiver's own
    /// @param bias `b`, shape `[n]`; the receiver's own
    /// @param trainLoss loss of the step's batch at the parameters before the step
    void record(int index, int step, float[] weights, float[] bias, double trainLoss);
}
