package tegum.coordinator.ledger;

import java.time.Instant;

/// A token that lets somebody speak to a coordinator. The secret itself is nowhere in the store.
///
/// @param name whose it is; acts are audited under it; unique
/// @param hash SHA-256 of the secret, 64 lower-case hex digits
/// @param createdBy who made it
public record TokenRecord(String name, Role role, String hash, Instant createdAt, String createdBy) {
    /// What a token may be called.
    public static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._@-]{0,62}";

    /// @throws IllegalArgumentException if the name or the hash is not one
    public TokenRecord {
        if (!name.matches(NAME_PATTERN) || !hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no token: name \"%s\"".formatted(name));
        }
    }
}
