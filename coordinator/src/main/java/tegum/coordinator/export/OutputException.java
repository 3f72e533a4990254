package tegum.coordinator.export;

/// A file could not be written, or what it is to hold does not exist; the message is a sentence for the user.
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutputException(String message) {
        super(message);
    }
}
