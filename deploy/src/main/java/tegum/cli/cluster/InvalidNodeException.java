package tegum.cli.cluster;

/// A node cannot be started as the settings say; the message names the setting, its value and what is permitted.
public final class InvalidNodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidNodeException(String message) {
        super(message);
    }
}
