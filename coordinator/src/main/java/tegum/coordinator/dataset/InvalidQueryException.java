package tegum.coordinator.dataset;

/// A query that cannot be answered; the message says why, in words for the one who wrote it.
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidQueryException(String message) {
        super(message);
    }
}
