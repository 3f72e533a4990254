package tegum.cli;

/// What the program's exit code says.
final class ExitCode {
    /// Done.
    static final int DONE = 0;
    /// The command line is not understood.
    static final int USAGE = 2;
    /// The spec has problems; each was named with its line.
    static final int INVALID_SPEC = 3;
    /// The sweep ended, some trainings failed.
    static final int SOME_FAILED = 4;
    /// Something the command needs is not there: a store, a device, a library, room on the disk.
    static final int UNAVAILABLE = 5;
    /// A bug.
    static final int BUG = 70;
    /// Ctrl-C.
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
