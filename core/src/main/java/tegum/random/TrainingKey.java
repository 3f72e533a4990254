package tegum.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The 64 bits that key the generator of one training.
///
/// Source: DESIGN section 5, "Key".
///
/// @param k0 low half of the seed
/// @param k1 high half of the seed
public record TrainingKey(int k0, int k1) {
    /// The replicate whose key draws the evaluation's samples: the same for every replicate of a cell.
    public static final long EVALUATION_REPLICATE = -1;

    private static final byte[] PREFIX = "tegum-seed/1".getBytes(StandardCharsets.US_ASCII);

    /// The key of one training: the first 8 bytes of a SHA-256 over 44 bytes.
    ///
    /// @param cellHigh bytes 0 to 7 of the cell's id, big-endian
    /// @param cellLow bytes 8 to 15 of the cell's id, big-endian
    /// @param stream the sweep's seed
    /// @param replicate 0, 1, 2, ...; [#EVALUATION_REPLICATE] for the evaluation
    public static TrainingKey of(long cellHigh, long cellLow, long stream, long replicate) {
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX.length + 4 * Long.BYTES)
                .put(PREFIX)
                .putLong(cellHigh)
                .putLong(cellLow)
                .putLong(stream)
                .putLong(replicate);
        return ofSeed(ByteBuffer.wrap(sha256().digest(bytes.array())).getLong());
    }

    /// The key with the given seed.
    public static TrainingKey ofSeed(long seed) {
        return new TrainingKey((int) seed, (int) (seed >>> 32));
    }

    /// Both halves as one number.
    public long seed() {
        return (long) k1 << 32 | (k0 & 0xFFFFFFFFL);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
