package tegum.cli;

import picocli.CommandLine.Option;
import tegum.cli.output.Format;

/// How to print.
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format;

    Format format() {
        return format;
    }
}
