package tegum.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;

/// Says how urgent a sweep is.
@Command(
        name = "priority",
        description = {
            "Make a sweep more or less urgent.",
            "",
            "Trainings of a more urgent sweep are handed out first; equal ones share the devices' time evenly."
        },
        mixinStandardHelpOptions = true)
final class PriorityCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Parameters(index = "1", paramLabel = "PRIORITY", description = "low, normal or high.")
    private String priority;

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
        try (CoordinatorClient client = coordinator.require("a run on this machine has one sweep")) {
            Document changed = client.act(
                    "PUT",
                    CoordinatorClient.path("sweeps", sweep.name(), "priority"),
                    reason.text(),
                    Map.of("priority", priority));
            SweepTable.changed(
                    changed,
                    "of priority " + changed.text("priority"),
                    format.isJson(),
                    spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }
}
