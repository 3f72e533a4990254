package tegum.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;

/// Goes on with a sweep.
@Command(
        name = "resume",
        description = {"Go on with a sweep that was paused, interrupted or cancelled, or try again what failed."},
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

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
        try (CoordinatorClient client = coordinator.require("on this machine tegum run goes on with a sweep")) {
            Document changed =
                    client.act("POST", CoordinatorClient.path("sweeps", sweep.name(), "resume"), reason.text());
            SweepTable.changed(
                    changed, "running", format.isJson(), spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }
}
