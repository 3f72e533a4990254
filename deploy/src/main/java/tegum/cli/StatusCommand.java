package tegum.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;
import tegum.coordinator.dataset.ManifestFiles;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Says how far sweeps are.
@Command(
        name = "status",
        description = {
            "Say how far sweeps are.",
            "",
            "In trainings: planned = done + failed + running + waiting + cancelled.",
            "Also from a second terminal while a run works on the store."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    /// The writer replaces the manifest every second; after this long it is gone.
    private static final Duration SILENCE = Duration.ofSeconds(5);

    @Parameters(arity = "0..1", paramLabel = "SWEEP", description = "A sweep, or NAME@VERSION; default: all.")
    private @Nullable String sweep;

    @Option(names = "--follow", description = "Show how far the sweep is until it has ended; asks a coordinator.")
    private boolean follow;

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
        if (follow || coordinator.isNamed()) {
            return remote();
        }
        return local();
    }

    private int remote() {
        PrintWriter out = spec.commandLine().getOut();
        try (CoordinatorClient client = coordinator.require("tegum run shows how far its sweep is")) {
            if (follow) {
                if (sweep == null) {
                    throw new ParameterException(spec.commandLine(), "tegum status: --follow needs a sweep");
                }
                return Follow.toItsEnd(
                        client,
                        sweep,
                        format.format() == Format.JSON,
                        out,
                        spec.commandLine().getErr());
            }
            List<Document> sweeps = sweep == null
                    ? client.get("/sweeps").parts("sweeps")
                    : List.of(client.get(CoordinatorClient.path("sweeps", sweep)));
            SweepTable.status(sweeps, format.format(), out);
        }
        return ExitCode.DONE;
    }

    private int local() {
        List<List<@Nullable Object>> rows;
        List<String> columns;
        try (QueryEngine engine = QueryEngine.open(store.folder());
                QueryResult result = engine.query("""
                        SELECT sweep, version, state, trainings AS planned, done, reused, failed, running, waiting, cancelled,
                          round(100.0 * done / trainings, 1) AS percent
                        FROM sweeps ORDER BY sweep, version""")) {
            var answer = Answer.rows(result);
            columns = answer.columns();
            rows = new ArrayList<>();
            answer.rows().forEachRemaining(row -> rows.add(new ArrayList<>(row)));
        }
        if (sweep != null) {
            rows.removeIf(row -> !sweep.equals(row.get(0)) && !sweep.equals(row.get(0) + "@" + row.get(1)));
            if (rows.isEmpty()) {
                throw new UnavailableException("the store has no sweep " + sweep + "; tegum sweeps lists them");
            }
        }
        boolean running = rows.stream().anyMatch(row -> "running".equals(row.get(2)));
        RowPrinter.print(
                new Rows(columns, rows.iterator()),
                format.format(),
                spec.commandLine().getOut());
        if (running && format.format() == Format.TABLE) {
            lastSign().ifPresent(note -> spec.commandLine().getErr().println(note));
        }
        return ExitCode.DONE;
    }

    /// A killed run cannot say that it has ended; that nobody writes any more is said here.
    private Optional<String> lastSign() {
        Instant time = ManifestFiles.time(store.folder());
        Duration age = Duration.between(time, Clock.systemUTC().instant());
        return age.compareTo(SILENCE) < 0
                ? Optional.empty()
                : Optional.of("Nobody works on this store: its last sign is %s old (%s). tegum run goes on."
                        .formatted(Quantities.duration(age), time));
    }
}
