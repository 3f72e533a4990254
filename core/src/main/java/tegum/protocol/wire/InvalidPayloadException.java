package tegum.protocol.wire;

/// Bytes that are not a payload of results: truncated, damaged, of another version, or nonsense.
public final class InvalidPayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidPayloadException(String message) {
        super(message);
    }

    InvalidPayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
