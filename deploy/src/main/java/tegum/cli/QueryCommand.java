package tegum.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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
import tegum.cli.remote.CoordinatorClient;
import tegum.cli.remote.Document;
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
            "docs/results describes every column. A coordinator answers at most 100,000 rows, within 30 seconds.",
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
    private CoordinatorOption coordinator;

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
        if (coordinator.isNamed()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "tegum query: a coordinator answers no Parquet; --store DIR reads the store's folder");
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
        if (coordinator.isNamed()) {
            return remote(text, out);
        }
        try (QueryEngine engine = QueryEngine.open(store.folder());
                QueryResult result = engine.query(sql)) {
            return RowPrinter.print(Answer.rows(result), text, out);
        }
    }

    private long remote(Format text, PrintWriter out) {
        try (CoordinatorClient client = coordinator.require("")) {
            Document answer = client.act("POST", "/query", "", Map.of("sql", sql));
            long rows = RowPrinter.print(answer.answer(), text, out);
            if (answer.flag("truncated")) {
                throw new UnavailableException(
                        "the answer has more than the %,d rows above; a coordinator gives no more, --store DIR gives all"
                                .formatted(rows));
            }
            return rows;
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
