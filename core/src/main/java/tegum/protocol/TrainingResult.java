package tegum.protocol;

import java.util.List;
import tegum.measure.Measurement;

/// What one training of an offer yielded.
public sealed interface TrainingResult {

    /// Index of the training in its stratum.
    long index();

    /// Wall time the training took on its device, its share of a launch's time.
    float millis();

    /// A weight was not finite at a recording step. That is a result: it carries its class and no numbers.
    record Diverged(long index, float millis) implements TrainingResult {}

    /// The training ended with finite weights.
    ///
    /// @param losses the losses and what they say about settling
    /// @param measurement statistics of the final weights
    /// @param weights final weights; empty arrays where the sweep keeps none
    /// @param digest first 16 bytes of SHA-256 over W and b as little-endian float32
    /// @param trajectory the recorded steps before the last, ascending; empty where none were asked for
    record Measured(
            long index,
            float millis,
            Losses losses,
            Measurement measurement,
            Weights weights,
            WeightsDigest digest,
            List<TrajectoryPoint> trajectory)
            implements TrainingResult {
        public Measured {
            trajectory = List.copyOf(trajectory);
        }
    }

    /// @param loss evaluated after training on the cell's own evaluation inputs; sum over features
    /// @param lossSe standard error of `loss`
    /// @param trainLoss loss of the last training batch
    /// @param slope `(L(0.9 T) - L(T)) / L(T)` on the same evaluation inputs
    /// @param settled whether the slope is at most the threshold of `converged`
    record Losses(double loss, double lossSe, double trainLoss, double slope, boolean settled) {}

    /// Parameters of a trained model.
    ///
    /// @param w `[m, n]`, row-major
    /// @param b `[n]`
    record Weights(float[] w, float[] b) {
        /// No weights, for sweeps that keep none.
        public static Weights none() {
            return new Weights(new float[0], new float[0]);
        }
    }

    /// @param high bytes 0 to 7, big-endian
    /// @param low bytes 8 to 15, big-endian
    record WeightsDigest(long high, long low) {}

    /// A recorded step of a training.
    ///
    /// @param step 1 to T
    /// @param loss evaluated as the final loss is
    /// @param trainLoss loss of that step's batch
    /// @param norm norm of each feature, `[n]`
    /// @param dimensionality dimensionality of each feature, `[n]`
    record TrajectoryPoint(int step, double loss, double trainLoss, float[] norm, float[] dimensionality) {}
}
