package tegum.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    /// Fingerprint of trained parameters.
    ///
    /// Source: DESIGN section 7, relation `trainings`, column `digest`.
    ///
    /// @param high bytes 0 to 7, big-endian
    /// @param low bytes 8 to 15, big-endian
    record WeightsDigest(long high, long low) {
        private static final int HEX_DIGITS_OF_A_LONG = 16;

        /// The first 16 bytes of SHA-256 over W `[m, n]` and b `[n]` as little-endian float32.
        public static WeightsDigest of(float[] w, float[] b) {
            ByteBuffer bytes =
                    ByteBuffer.allocate((w.length + b.length) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(w).put(b);
            try {
                ByteBuffer digest =
                        ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
                return new WeightsDigest(digest.getLong(), digest.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        /// The digest that a text spells.
        ///
        /// @throws IllegalArgumentException unless it is 32 hex digits
        public static WeightsDigest parse(String text) {
            if (text.length() != 2 * HEX_DIGITS_OF_A_LONG) {
                throw new IllegalArgumentException("no digest of weights: " + text);
            }
            return new WeightsDigest(
                    HexFormat.fromHexDigitsToLong(text, 0, HEX_DIGITS_OF_A_LONG),
                    HexFormat.fromHexDigitsToLong(text, HEX_DIGITS_OF_A_LONG, text.length()));
        }

        /// 32 lower-case hex digits.
        public String text() {
            HexFormat hex = HexFormat.of();
            return hex.toHexDigits(high) + hex.toHexDigits(low);
        }
    }

    /// A recorded step of a training.
    ///
    /// @param step 1 to T
    /// @param loss evaluated as the final loss is
    /// @param trainLoss loss of that step's batch
    /// @param norm norm of each feature, `[n]`
    /// @param dimensionality dimensionality of each feature, `[n]`
    record TrajectoryPoint(int step, double loss, double trainLoss, float[] norm, float[] dimensionality) {}
}
