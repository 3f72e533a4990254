package tegum.coordinator.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tegum.coordinator.ledger.TokenRecord;

/// What a token's owner keeps: 32 random bytes, written `tegum_` and 43 characters. The ledger has its SHA-256 alone.
///
/// @param text as its owner sends it
public record Secret(String text) {
    private static final String PREFIX = "tegum_";
    private static final int BYTES = 32;

    /// One that nobody else has.
    public static Secret create() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// SHA-256, 64 lower-case hex digits.
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Whose it is. How long that takes tells nothing of the tokens that there are.
    Optional<TokenRecord> owner(List<TokenRecord> tokens) {
        byte[] own = hash().getBytes(StandardCharsets.US_ASCII);
        Optional<TokenRecord> found = Optional.empty();
        for (TokenRecord token : tokens) {
            if (MessageDigest.isEqual(own, token.hash().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(token);
            }
        }
        return found;
    }

    /// The secret stays out of logs.
    @Override
    public String toString() {
        return "Secret[...]";
    }
}
