package tegum.measure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Which formulas, tolerances and geometry thresholds a stored measurement followed.
///
/// Two measurements compare only where their hash is the same. The threshold between dedicated and superposed is not
/// in it: phases are derived when a result is read, and no stored number depends on it.
public final class MeasureVersion {
    /// Raised whenever a formula or tolerance of this package changes a stored number.
    public static final int CURRENT = 2;

    private static final int HASH_BYTES = 8;

    private MeasureVersion() {}

    /// The measurement hash: 16 lower-case hex digits of a SHA-256 over version and geometry thresholds.
    public static String hash(Thresholds thresholds) {
        String text = "tegum-measure/%d represented=%s edge=%s"
                .formatted(CURRENT, thresholds.represented(), thresholds.edge());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
