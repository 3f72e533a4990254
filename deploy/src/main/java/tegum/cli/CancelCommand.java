package tegum.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.remote.CoordinatorClient;
import tegum.coordinator.control.Act;
import tegum.coordinator.control.SweepChange;

/// Stops a sweep for good.
@Command(
        name = "cancel",
        description = {
            "Stop a sweep for good, from now on; what is stored stays, and tegum resume or its spec begins it again.",
            "",
            "Without a coordinator, a sweep of the store that was interrupted; it then is no longer waited for."
        },
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private CoordinatorOption coordinator;

    @Mixin
    private StoreOption store;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (coordinator.isNamed()) {
            try (CoordinatorClient client = coordinator.require("")) {
                SweepTable.changed(
                        client.act("POST", CoordinatorClient.path("sweeps", sweep.name(), "cancel"), reason.text()),
                        "cancelled",
                        format.isJson(),
                        spec.commandLine().getOut());
            }
        } else {
            StoreAct.change(
                    spec,
                    store,
                    sweep.name(),
                    new SweepChange.Cancel(),
                    new Act(StoreAct.user(), reason.text()),
                    format.isJson());
        }
        return ExitCode.DONE;
    }
}
