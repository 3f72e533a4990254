package tegum.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.cli.remote.CoordinatorClient;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Lists the sweeps of a store.
@Command(
        name = "sweeps",
        description = "List the sweeps of the store, or of a coordinator, each version with its state and counts.",
        mixinStandardHelpOptions = true)
final class SweepsCommand implements Callable<Integer> {
    @Mixin
    private CoordinatorOption coordinator;

    @Mixin
    private StoreOption store;

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (coordinator.isNamed()) {
            try (CoordinatorClient client = coordinator.require("")) {
                SweepTable.list(
                        client.get("/sweeps").parts("sweeps"),
                        format.format(),
                        spec.commandLine().getOut());
            }
            return ExitCode.DONE;
        }
        try (QueryEngine engine = QueryEngine.open(store.folder());
                QueryResult result = engine.query("""
                        SELECT sweep, version, state, cells, trainings, done, reused, failed, submitted_at, title
                        FROM sweeps ORDER BY sweep, version""")) {
            RowPrinter.print(
                    Answer.rows(result), format.format(), spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }
}
