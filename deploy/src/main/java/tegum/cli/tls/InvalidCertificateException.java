package tegum.cli.tls;

/// A certificate or key cannot be made, read or written; the message says which, why and what to do.
public final class InvalidCertificateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidCertificateException(String message) {
        super(message);
    }

    InvalidCertificateException(String message, Exception cause) {
        super(message, cause);
    }
}
