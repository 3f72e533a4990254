package tegum.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.coordinator.query.QueryEngine;
import tegum.spec.text.SpecTemplates;

/// Writes a spec to start from.
@Command(
        name = "new",
        description = "Write a commented spec to start from, to standard output.",
        mixinStandardHelpOptions = true,
        footer = {"", "  tegum new phase-2-1 > my-sweep.yaml", "  tegum new --from phase-2-1@2 > as-it-was.yaml"})
final class NewCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "EXPERIMENT", description = "An experiment; --list names them.")
    private @Nullable String experiment;

    @Option(names = "--list", description = "List the experiments.")
    private boolean list;

    @Option(
            names = "--from",
            paramLabel = "SWEEP",
            description = "A sweep of the store in place of an experiment: its spec, as it was submitted.")
    private @Nullable String from;

    @Mixin
    private StoreOption store;

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            RowPrinter.print(
                    new Rows(
                            List.of("experiment", "about"),
                            SpecTemplates.names().stream()
                                    .map(name -> List.of(name, SpecTemplates.summary(name)))
                                    .iterator()),
                    format.format(),
                    out);
            return ExitCode.DONE;
        }
        if (from != null) {
            if (experiment != null) {
                throw new ParameterException(spec.commandLine(), "tegum new: an experiment or --from, not both.");
            }
            try (QueryEngine engine = QueryEngine.open(store.folder())) {
                out.print(SweepArgument.spec(engine, from));
            }
            out.flush();
            return ExitCode.DONE;
        }
        if (experiment == null) {
            throw new ParameterException(spec.commandLine(), "tegum new: which experiment? --list names them.");
        }
        try {
            out.print(SpecTemplates.text(experiment));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "tegum new: " + e.getMessage(), e);
        }
        out.flush();
        return ExitCode.DONE;
    }
}
