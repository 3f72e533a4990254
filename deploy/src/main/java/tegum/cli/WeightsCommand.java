package tegum.cli;

import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.export.ExportMetadata;
import tegum.coordinator.export.OutputFile;
import tegum.coordinator.export.WeightsExport;
import tegum.coordinator.query.QueryEngine;

/// Writes kept weights.
@Command(
        name = "weights",
        description = {
            "Write the kept weights of a sweep as NumPy arrays.",
            "",
            "W [k, m, n] and b [k, n] of k trainings, and of each its cell, stream, replicate, loss and place on the axes.",
            "A sweep whose shape varies has a group of arrays for each shape, as 2x5/W."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "docs/results/exports.md has examples; which weights are kept: keep.weights in docs/results/store.md.",
            "",
            "  tegum weights quickstart --best --output best.npz",
            "  tegum weights quickstart --cell 4a1f --output cell.npz"
        })
final class WeightsCommand implements Callable<Integer> {
    private static final String CELL = "[0-9a-f]{4,32}";

    @Mixin
    private SweepArgument sweep;

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            description = "Only of this cell: its id, or how it begins, at least 4 hex digits.")
    private @Nullable String cell;

    @ArgGroup
    private @Nullable Which which;

    /// Which trainings of a cell.
    static final class Which {
        @Option(names = "--best", description = "Only the training of least loss of each cell.")
        private boolean best;

        @Option(names = "--all", description = "Every training whose weights are kept; the default.")
        private boolean all;

        boolean onlyBest() {
            return best && !all;
        }
    }

    @Option(
            names = {"--output", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The npz file to write, replacing it.")
    private Path output;

    @Mixin
    private StoreOption store;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (cell != null && !cell.matches(CELL)) {
            throw new ParameterException(
                    spec.commandLine(), "tegum weights: --cell is 4 to 32 lower-case hex digits, not " + cell);
        }
        WeightsExport.Wanted wanted =
                new WeightsExport.Wanted(cell == null ? "" : cell, which != null && which.onlyBest());
        WeightsExport.Written written = OutputFile.write(output, draft -> {
            try (QueryEngine engine = QueryEngine.open(store.folder())) {
                SweepArgument.Found found = sweep.find(engine);
                SequencedMap<String, @Nullable Object> facts =
                        ExportMetadata.of(engine, found.sweep(), Build.version());
                facts.put("rows", "weights");
                return new WeightsExport(engine, found.sweep(), found.spec())
                        .write(wanted, RowPrinter.json(facts), draft);
            }
        });
        spec.commandLine()
                .getErr()
                .printf(
                        "weights of %,d %s written to %s%s%n",
                        written.trainings(),
                        written.trainings() == 1 ? "training" : "trainings",
                        output,
                        written.without() == 0 ? "" : "; those of %,d more are not kept".formatted(written.without()));
        return ExitCode.DONE;
    }
}
