package tegum.cli.cluster;

/// A node cannot be started, or not go on; the message is one sentence for the user.
public final class NodeUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NodeUnavailableException(String message) {
        super(message);
    }

    NodeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
