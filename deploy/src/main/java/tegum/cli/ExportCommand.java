package tegum.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.export.ExportMetadata;
import tegum.coordinator.export.NpzExport;
import tegum.coordinator.export.OutputFile;
import tegum.coordinator.export.SweepTable;
import tegum.coordinator.query.QueryColumn;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Writes a sweep's results for other programs.
@Command(
        name = "export",
        description = {
            "Write a sweep's results as CSV, Parquet or NumPy arrays, also while it runs.",
            "",
            "The axes come first, then the statistics, in the order of the grid. npz has each axis as a named array of",
            "coordinates and each statistic as an array with one dimension an axis, in the order of the spec; trainings",
            "have a last dimension replicate. Where there is no result yet it holds NaN, a count 0, another whole number -1."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "docs/results/exports.md has examples in Python; docs/results/columns.md describes every column.",
            "",
            "  tegum export quickstart --format npz",
            "  tegum export quickstart --format parquet --of trainings --output trainings.parquet",
            "  tegum export quickstart@1 --format csv > cells.csv"
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private SweepArgument sweep;

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "${COMPLETION-CANDIDATES}.")
    private FileFormat format;

    @Option(
            names = "--of",
            paramLabel = "ROWS",
            defaultValue = "cells",
            description = "What a row is: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private SweepTable table;

    @Option(
            names = {"--output", "--out"},
            paramLabel = "FILE",
            description =
                    "The file to write, replacing it; default: standard output for csv, else SWEEP@VERSION-ROWS.FORMAT here.")
    private @Nullable Path output;

    @Mixin
    private StoreOption store;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SweepArgument.Found found;
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            found = sweep.find(engine);
            if (format == FileFormat.CSV && output == null) {
                csv(engine, found, spec.commandLine().getOut());
                return ExitCode.DONE;
            }
        }
        Path file =
                output == null ? Path.of("%s-%s.%s".formatted(found.sweep(), table.text(), format.toString())) : output;
        long written = OutputFile.write(file, draft -> switch (format) {
            case CSV -> {
                try (QueryEngine engine = QueryEngine.open(store.folder());
                        PrintWriter writer = new PrintWriter(Files.newBufferedWriter(draft))) {
                    yield csv(engine, found, writer);
                }
            }
            case PARQUET -> parquet(found, draft);
            case NPZ -> npz(found, draft);
        });
        spec.commandLine()
                .getErr()
                .printf(
                        "%s of %s written to %s%n",
                        format == FileFormat.NPZ
                                ? "arrays of %,d %s".formatted(written, written == 1 ? "element" : "elements")
                                : "%,d %s".formatted(written, written == 1 ? "row" : "rows"),
                        found.sweep(),
                        file);
        return ExitCode.DONE;
    }

    private long csv(QueryEngine engine, SweepArgument.Found found, PrintWriter out) {
        try (QueryResult result = engine.query(table.query(found.sweep(), found.spec()))) {
            return RowPrinter.print(Answer.rows(result), Format.CSV, out);
        }
    }

    private long parquet(SweepArgument.Found found, Path draft) {
        try (QueryEngine engine = QueryEngine.openForExport(store.folder(), draft)) {
            String metadata = metadata(engine, found, List.of("row"));
            return engine.export(table.query(found.sweep(), found.spec()), draft, Map.of("tegum", metadata));
        }
    }

    private long npz(SweepArgument.Found found, Path draft) throws java.io.IOException {
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            NpzExport export = new NpzExport(engine, table, found.sweep(), found.spec());
            return export.write(metadata(engine, found, export.dimensions()), draft);
        }
    }

    private String metadata(QueryEngine engine, SweepArgument.Found found, List<String> dimensions) {
        SequencedMap<String, @Nullable Object> facts = ExportMetadata.of(engine, found.sweep(), Build.version());
        List<QueryColumn> columns;
        try (QueryResult none =
                engine.query("SELECT * FROM (%s) LIMIT 0".formatted(table.query(found.sweep(), found.spec())))) {
            columns = none.columns();
        }
        facts.put("rows", table.text());
        facts.put("dimensions", dimensions);
        facts.put("units", ExportMetadata.units(table, columns));
        return RowPrinter.json(facts);
    }

    /// How results leave the program.
    enum FileFormat {
        CSV,
        PARQUET,
        NPZ;

        /// The spelling on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
