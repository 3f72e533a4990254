package tegum.cli;

/// Something a command needs is not there; the message says what, and what to do.
final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
        super(message);
    }
}
