package tegum.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;

/// Pauses a sweep.
@Command(
        name = "pause",
        description = {"Give out no more of a sweep; what runs is finished and stored. tegum resume goes on."},
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
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
        try (CoordinatorClient client = coordinator.require("a run on this machine stops with Ctrl-C")) {
            Document changed =
                    client.act("POST", CoordinatorClient.path("sweeps", sweep.name(), "pause"), reason.text());
            SweepTable.changed(
                    changed, "paused", format.isJson(), spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }
}
