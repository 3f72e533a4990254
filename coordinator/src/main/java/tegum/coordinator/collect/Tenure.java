package tegum.coordinator.collect;

/// What becomes of running sweeps while nobody has the store open.
public enum Tenure {
    /// They are interrupted, until the same command asks for them again: a run in one process.
    ONE_RUN,
    /// They stay running, because the next coordinator goes on with them.
    STANDING
}
