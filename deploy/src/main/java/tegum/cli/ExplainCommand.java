package tegum.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;

/// Says why a sweep does not go on.
@Command(
        name = "explain",
        description = {"Say why nothing of a sweep, or less than expected, is being trained."},
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Mixin
    private CoordinatorOption coordinator;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (CoordinatorClient client =
                coordinator.require("on this machine nothing waits: tegum status says how far a sweep is")) {
            Document explanation = client.get(CoordinatorClient.path("sweeps", sweep.name(), "explain"));
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(explanation.fields(), out);
            } else if (explanation.parts("reasons").isEmpty()) {
                out.println("Nothing is in the way of " + SweepTable.name(explanation) + ".");
            } else {
                explanation.parts("reasons").forEach(reason -> out.println(reason.text("text")));
            }
        }
        return ExitCode.DONE;
    }
}
