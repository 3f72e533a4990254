package tegum.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tegum.cli.output.RowPrinter;

/// Options of `bench` that measure the control plane instead of the engines.
final class ControlPlaneOptions {
    @Option(
            names = "--control-plane",
            required = true,
            description = {
                "Measure how many trainings a second are offered, reported and stored when training costs nothing: coordinator, leases, collector and store as run uses them, and a worker that answers at once with measurements of (5,2) and their weights. What was stored is read back and compared. With ledger.url the ledger is in that database, which must have none yet."
            })
    private boolean isAsked;

    @Option(
            names = "--trainings",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Trainings to answer, with --control-plane; default: ${DEFAULT-VALUE}.")
    private long trainings;

    @Option(
            names = "--planned",
            paramLabel = "N",
            defaultValue = "0",
            description = "Trainings of the sweep, if more than are answered.")
    private long planned;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Cells of the sweep, a square number of 4 to 1,000,000; default: ${DEFAULT-VALUE}.")
    private int cells;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Write the store there and leave it, to try queries on; default: a temporary folder.")
    private @Nullable Path keep;

    /// Measures and prints.
    ///
    /// @return exit code
    int run(CommandSpec spec, boolean isJson) {
        if (trainings < 1 || trainings > 100_000_000) {
            throw new ParameterException(
                    spec.commandLine(), "--trainings is 1 to 100,000,000, not %,d".formatted(trainings));
        }
        if (keep != null && Files.exists(keep)) {
            throw new ParameterException(spec.commandLine(), "--keep: %s exists already".formatted(keep));
        }
        long replicates = Math.ceilDiv(Math.max(planned, trainings), Math.max(1, cells));
        Optional<Path> temporary = keep == null ? Optional.of(temporaryFolder()) : Optional.empty();
        try {
            Path folder = keep == null ? temporary.orElseThrow().resolve("store") : keep;
            ControlPlaneBench.Setup setup = new ControlPlaneBench.Setup(
                    folder,
                    LedgerSettings.source(Main.settings(spec)),
                    cells,
                    Math.toIntExact(replicates),
                    trainings,
                    true);
            ControlPlaneBench.Report report = ControlPlaneBench.run(setup);
            print(report, spec.commandLine().getOut(), isJson);
            return report.readBack().equals("same") ? ExitCode.DONE : ExitCode.SOME_FAILED;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        } finally {
            temporary.ifPresent(ControlPlaneOptions::remove);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tegum-bench");
        } catch (IOException e) {
            throw new UnavailableException("there is no temporary folder for the store: " + e.getMessage());
        }
    }

    boolean isAsked() {
        return isAsked;
    }

    private static void print(ControlPlaneBench.Report report, PrintWriter out, boolean isJson) {
        if (isJson) {
            RowPrinter.printJson(report.rows(), out);
            return;
        }
        for (Map.Entry<String, Object> row : report.rows().entrySet()) {
            Object value = row.getValue();
            String text = switch (value) {
                case Long number -> "%,d".formatted(number);
                case Double number -> number >= 1000 ? "%,.0f".formatted(number) : "%.3f".formatted(number);
                default -> String.valueOf(value);
            };
            out.printf("%-34s %16s%n", row.getKey().replace('_', ' '), text);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
