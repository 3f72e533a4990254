package tegum.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tegum.random.TrainingKey;

/// Identity of a cell: the first 16 bytes of a SHA-256 over the cell's canonical JSON.
///
/// Outside Java it is always 32 lower-case hex digits.
///
/// Source: DESIGN section 1, `CellId`.
///
/// @param high bytes 0 to 7, big-endian
/// @param low bytes 8 to 15, big-endian
public record CellId(long high, long low) implements Comparable<CellId> {

    /// Raised when canonical JSON or what it leaves out changes; then no stored training is found again.
    private static final String SCHEME = "tegum-cell/1";

    /// The id of a cell.
    ///
    /// @param canonicalJson canonical JSON of the spec's own keys and nesting, axes substituted, defaults left out
    public static CellId of(String canonicalJson) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SCHEME.getBytes(StandardCharsets.US_ASCII));
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest(canonicalJson.getBytes(StandardCharsets.UTF_8)));
            return new CellId(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The id with the given 32 lower-case hex digits.
    ///
    /// @throws IllegalArgumentException if the text is anything else
    public static CellId parse(String text) {
        if (text.length() != 32 || !text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("a cell id has 32 lower-case hex digits, not \"" + text + "\"");
        }
        return new CellId(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /// The key of a training of this cell.
    ///
    /// @param stream the sweep's seed
    /// @param replicate 0, 1, 2, ...; [TrainingKey#EVALUATION_REPLICATE] for the evaluation
    public TrainingKey trainingKey(long stream, long replicate) {
        return TrainingKey.of(high, low, stream, replicate);
    }

    /// In the order of the hex digits.
    @Override
    public int compareTo(CellId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
