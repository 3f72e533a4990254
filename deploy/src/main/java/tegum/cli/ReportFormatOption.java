package tegum.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/// How to print what is no table: for people or for machines.
final class ReportFormatOption {
    /// The two ways.
    enum ReportFormat {
        TABLE,
        JSON;

        /// The spelling on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private ReportFormat format;

    boolean isJson() {
        return format == ReportFormat.JSON;
    }
}
