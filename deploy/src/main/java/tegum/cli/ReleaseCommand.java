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

/// Takes a worker out of quarantine.
@Command(
        name = "release",
        description = {"Trust a worker again that was quarantined because its results were refused."},
        mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {
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
            Document changed = client.act("POST", CoordinatorClient.path("workers", worker, "release"), reason.text());
            PrintWriter out = spec.commandLine().getOut();
            if (format.isJson()) {
                RowPrinter.printJson(changed.fields(), out);
            } else {
                out.printf("%s is trusted again%n", worker);
            }
        }
        return ExitCode.DONE;
    }
}
