package tegum.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;

/// Lets a worker leave.
@Command(
        name = "drain",
        description = {"Let a worker finish what it trains, and then leave; it gets nothing more."},
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WORKER", description = "Name of a worker; tegum workers lists them.")
    private String worker;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private CoordinatorOption coordinator;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (CoordinatorClient client = coordinator.require("a run on this machine has its own worker")) {
            Document changed = client.act("POST", CoordinatorClient.path("workers", worker, "drain"), reason.text());
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(changed.fields(), out);
            } else {
                out.printf("%s drains: it finishes what it trains, and leaves%n", worker);
            }
        }
        return ExitCode.DONE;
    }
}
