package tegum.worker.bench;

/// A program that the benchmark needs is missing or does not work; the message says which and what to do.
public final class BenchUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchUnavailableException(String message) {
        super(message);
    }
}
