package tegum.proof;

/// What a process left behind.
///
/// @param exit its exit code; 137 after kill -9
/// @param out standard output
/// @param err standard error
record Ended(int exit, String out, String err) {

    /// Everything that it said, for messages of failed assertions.
    String said() {
        return "exit %d%n--- standard output%n%s--- standard error%n%s".formatted(exit, out, err);
    }
}
