package tegum.coordinator.ledger;

import java.util.Locale;

/// What is going on with a sweep version.
public enum SweepState {
    /// Its trainings are offered.
    RUNNING,
    /// Somebody stopped it for a while.
    PAUSED,
    /// The coordinator stopped with trainings left; the same command goes on.
    INTERRUPTED,
    /// Every training has a result.
    DONE,
    /// Every training has a result or was given up, and some were given up.
    FAILED,
    /// Somebody stopped it for good.
    CANCELLED,
    /// A later version of the sweep took its place.
    SUPERSEDED;

    /// Whether its open trainings are still wanted, now or later.
    public boolean wantsTrainings() {
        return switch (this) {
            case RUNNING, PAUSED, INTERRUPTED -> true;
            case DONE, FAILED, CANCELLED, SUPERSEDED -> false;
        };
    }

    /// The spelling in the store.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The state with the given spelling.
    ///
    /// @throws IllegalArgumentException if there is none
    public static SweepState parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
