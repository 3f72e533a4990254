package tegum.coordinator.collect;

import tegum.coordinator.ledger.LedgerSource;

/// What becomes of running sweeps while nobody has the store open.
public enum Tenure {
    /// They are interrupted, until the same command asks for them again: a run in one process.
    ONE_RUN,
    /// They stay running, because the next coordinator goes on with them.
    STANDING;

    /// What opening does about another process: a run waits its turn, a coordinator takes over from one that may be
    /// lost.
    LedgerSource.Access access() {
        return switch (this) {
            case ONE_RUN -> LedgerSource.Access.ALONE;
            case STANDING -> LedgerSource.Access.TAKE_OVER;
        };
    }
}
