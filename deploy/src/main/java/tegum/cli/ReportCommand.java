package tegum.cli;

import java.io.PrintWriter;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.report.MethodsText;
import tegum.coordinator.report.SweepFacts;

/// Writes the methods of a sweep.
@Command(
        name = "report",
        description = {
            "Write the methods of a sweep in Markdown, with numbers, versions, rules and sources, also while it runs.",
            "",
            "What was trained, how it was measured, how sure the results are, on what it ran; the papers in BibTeX."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "  tegum report quickstart > methods.md"})
final class ReportCommand implements Callable<Integer> {
    private static final String MARKDOWN = "markdown";

    @Mixin
    private SweepArgument sweep;

    /// How the report leaves the program.
    enum Form {
        MARKDOWN,
        JSON;

        /// The spelling on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = MARKDOWN,
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Form format;

    @Mixin
    private StoreOption store;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            SweepArgument.Found found = sweep.find(engine);
            SweepFacts facts = SweepFacts.of(engine, found.sweep(), found.spec());
            String text = MethodsText.of(facts, Build.version());
            if (format == Form.JSON) {
                SequencedMap<String, @Nullable Object> json = facts.json();
                json.put("methods", text);
                RowPrinter.printJson(json, out);
            } else {
                out.println(text);
            }
            out.flush();
        }
        return ExitCode.DONE;
    }
}
