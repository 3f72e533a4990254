package tegum.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.query.QueryEngine;
import tegum.statistics.Rule;

/// Draws a sweep.
@Command(
        name = "plot",
        description = "Draw a sweep's diagram as SVG and PNG and as coloured text, also while it runs.",
        mixinStandardHelpOptions = true,
        footer = {"", "docs/results/pictures.md says how to read each picture."})
final class PlotCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "How replicates become one: best, mean or drop-worst; default: the sweep's own.")
    private @Nullable String rule;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the pictures; default: STORE/plots.")
    private @Nullable Path folder;

    @Option(names = "--no-text", description = "Do not print the coloured text.")
    private boolean noText;

    @Mixin
    private StoreOption store;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            SweepArgument.Found found = sweep.find(engine);
            Rule chosen = rule == null ? found.spec().measure().rule() : rule(rule);
            Diagrams diagrams = Diagrams.of(engine, found, chosen);
            if (!noText && !format.isJson()) {
                out.print(diagrams.text());
            }
            Path into = folder == null ? store.folder().resolve("plots") : folder;
            try {
                List<Path> files = diagrams.write(into);
                if (format.isJson()) {
                    RowPrinter.printJson(
                            Map.of(
                                    "sweep",
                                    found.sweep().toString(),
                                    "pictures",
                                    files.stream().map(Path::toString).toList()),
                            out);
                } else {
                    files.forEach(file -> out.println("wrote " + file));
                }
            } catch (IOException e) {
                throw new UnavailableException(String.valueOf(e.getMessage()));
            }
            out.flush();
        }
        return ExitCode.DONE;
    }

    private Rule rule(String text) {
        for (Rule each : List.of(Rule.BEST, Rule.MEAN, Rule.DROP_WORST)) {
            if (each.text().equalsIgnoreCase(text)) {
                return each;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "tegum plot: --rule " + text + "; permitted: best, mean, drop-worst");
    }
}
