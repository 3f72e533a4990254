package tegum.coordinator.audit;

import java.util.Locale;

/// What came of a comparison.
public enum Verdict {
    /// The same bits.
    SAME,
    /// Not the same bits, where the same are not promised, and within the tolerance.
    WITHIN,
    /// Not what it should be.
    DIFFERS,
    /// Not compared.
    SKIPPED;

    /// The spelling in the relation `checks`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
