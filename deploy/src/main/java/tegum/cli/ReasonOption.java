package tegum.cli;

import picocli.CommandLine.Option;

/// Why somebody does something.
final class ReasonOption {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why; it is kept in relation audit, with who and when.")
    private String reason;

    String text() {
        return reason;
    }
}
