package tegum.measure;

import java.util.Locale;

/// What a training has done with one feature.
///
/// Source: SCIENCE section 3, "phase of a feature".
public enum Phase {
    /// The norm is below [Thresholds#represented].
    IGNORED,
    /// Represented, and the interference is below [Thresholds#superposed].
    DEDICATED,
    /// Represented, and it shares its direction.
    SUPERPOSED;

    /// The phase of a feature with the given norm and interference.
    public static Phase of(double norm, double interference, Thresholds thresholds) {
        if (norm < thresholds.represented()) {
            return IGNORED;
        }
        return interference < thresholds.superposed() ? DEDICATED : SUPERPOSED;
    }

    /// The spelling in the store.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
