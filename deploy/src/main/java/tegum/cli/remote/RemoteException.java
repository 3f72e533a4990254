package tegum.cli.remote;

/// A coordinator did not do what it was asked; the message is what it said, or why it was not reached.
public final class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    RemoteException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// Who must act.
    public enum Kind {
        /// No coordinator answered, or it cannot work now.
        UNAVAILABLE,
        /// It refuses: who asks, what it is asked about, or its state.
        REFUSED,
        /// What was said is not permitted.
        INVALID
    }
}
