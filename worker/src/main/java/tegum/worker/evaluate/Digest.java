package tegum.worker.evaluate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tegum.protocol.TrainingResult.WeightsDigest;

/// Fingerprint of trained parameters.
///
/// Source: DESIGN section 7, relation `trainings`, column `digest`.
final class Digest {
    private Digest() {}

    /// The first 16 bytes of SHA-256 over W `[m, n]` and b `[n]` as little-endian float32.
    static WeightsDigest of(float[] w, float[] b) {
        ByteBuffer bytes =
                ByteBuffer.allocate((w.length + b.length) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : w) {
            bytes.putFloat(value);
        }
        for (float value : b) {
            bytes.putFloat(value);
        }
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(bytes.array()));
        return new WeightsDigest(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
