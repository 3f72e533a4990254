package tegum.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;

/// Lists the workers of a coordinator.
@Command(
        name = "workers",
        description = {
            "List the workers of a coordinator: state, devices, engines, and what they train.",
            "",
            "The query \"FROM workers\" tells who came and went."
        },
        mixinStandardHelpOptions = true)
final class WorkersCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("worker", "state", "leases", "trainings", "devices", "engines", "build", "reason");

    @Mixin
    private CoordinatorOption coordinator;

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (CoordinatorClient client = coordinator.require(
                "tegum devices says what this machine has; tegum query 'FROM workers' who came and went")) {
            List<Document> workers = client.get("/workers").parts("workers");
            Rows rows = format.format() == Format.JSON
                    ? Document.rows(workers, COLUMNS)
                    : new Rows(
                            COLUMNS, workers.stream().map(WorkersCommand::row).iterator());
            RowPrinter.print(rows, format.format(), spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }

    private static List<Object> row(Document worker) {
        List<Object> row = new ArrayList<>();
        row.add(worker.text("worker"));
        row.add(worker.text("state"));
        row.add(worker.number("leases"));
        row.add(worker.number("trainings"));
        row.add(worker.parts("devices").stream()
                .map(device -> "%s (%d threads)".formatted(device.text("device"), device.number("threads")))
                .collect(Collectors.joining(", ")));
        row.add(String.join(", ", worker.texts("engines")));
        row.add(worker.text("build"));
        row.add(worker.text("reason"));
        return row;
    }
}
