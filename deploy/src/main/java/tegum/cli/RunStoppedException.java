package tegum.cli;

/// A run was stopped before its sweep had ended; everything committed is safe, and the same command goes on.
public final class RunStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunStoppedException() {
        super("stopped before the sweep had ended; the same command goes on");
    }
}
