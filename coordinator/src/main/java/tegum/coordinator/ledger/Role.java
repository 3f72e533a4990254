package tegum.coordinator.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody may ask of a coordinator. Each role may do what those before it may.
public enum Role {
    /// Reads: sweeps, workers, results.
    VIEWER,
    /// Asks for sweeps, and stops or deletes them.
    SUBMITTER,
    /// Runs the cluster: workers, tokens.
    OPERATOR;

    /// The role with a spelling.
    public static Optional<Role> named(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    /// Whether who has this role may do what another is needed for.
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /// The spelling in the store and on the wire.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
