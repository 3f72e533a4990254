package tegum.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
import tegum.coordinator.export.OutputFile;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Answers SQL.
@Command(
        name = "query",
        description = "Answer one read-only query in SQL, also while a sweep runs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The SQL is DuckDB's. Relations: sweeps, axes, sweep_cells, cells, trainings, features, components, weights, trajectories,",
            "failures, checks, workers, audit; and for each sweep a view of its name with one row a cell.",
            "docs/results describes every column.",
            "",
            "  tegum query 'SELECT r, p, superposed, superposed_low, superposed_high FROM \"quickstart\"'",
            "  tegum query 'FROM sweeps' --format json",
            "  tegum query 'FROM trainings' --format parquet --out trainings.parquet"
        })
final class QueryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SQL", description = "The query.")
    private String sql;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}. parquet needs --out.")
    private AnswerFormat format;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the answer to this file, replacing it.")
    private @Nullable Path file;

    @Mixin
    private StoreOption store;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (format == AnswerFormat.PARQUET) {
            parquet();
        } else if (file != null) {
            text(file);
        } else {
            print(spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }

    private void parquet() {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "tegum query: --format parquet needs a file: --out FILE");
        }
        long rows = OutputFile.write(file, draft -> {
            try (QueryEngine engine = QueryEngine.openForExport(store.folder(), draft)) {
                return engine.export(sql, draft);
            }
        });
        spec.commandLine().getErr().printf("%,d rows written to %s%n", rows, file);
    }

    private void text(Path target) {
        OutputFile.write(target, draft -> {
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(draft))) {
                return print(writer);
            }
        });
    }

    private long print(PrintWriter out) {
        Format text = switch (format) {
            case CSV -> Format.CSV;
            case JSON -> Format.JSON;
            case TABLE, PARQUET -> Format.TABLE;
        };
        try (QueryEngine engine = QueryEngine.open(store.folder());
                QueryResult result = engine.query(sql)) {
            return RowPrinter.print(Answer.rows(result), text, out);
        }
    }

    /// How an answer leaves the program.
    enum AnswerFormat {
        TABLE,
        CSV,
        JSON,
        PARQUET;

        /// The spelling on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
