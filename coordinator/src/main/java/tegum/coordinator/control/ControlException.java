package tegum.coordinator.control;

/// Something that was asked of a coordinator cannot be done; the message is one sentence for who asked.
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public ControlException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// Who must act.
    public enum Kind {
        /// There is no such thing; who asked has misspelled it.
        NOT_FOUND,
        /// It is not in a state in which this can be done.
        CONFLICT,
        /// What was said is not permitted.
        INVALID,
        /// The coordinator cannot do its work now; try again later.
        UNAVAILABLE
    }
}
