package tegum.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Answers SQL.
@Command(
        name = "query",
        description = "Answer one read-only query in DuckDB's SQL over the data set, also while a sweep runs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Relations: sweeps, axes, sweep_cells, cells, trainings, features, components, weights, trajectories,",
            "failures, checks, workers, audit; and for each sweep a view of its name with one row a cell.",
            "docs/results describes every column.",
            "",
            "  tegum query 'SELECT r, p, superposed, superposed_low, superposed_high FROM \"quickstart\"'",
            "  tegum query 'FROM sweeps' --format json",
            "  tegum query 'FROM trainings' --parquet trainings.parquet"
        })
final class QueryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SQL", description = "The query.")
    private String sql;

    @Option(names = "--parquet", paramLabel = "FILE", description = "Write the answer to this Parquet file instead.")
    private @Nullable Path parquet;

    @Mixin
    private StoreOption store;

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (parquet != null) {
            try (QueryEngine engine = QueryEngine.openForExport(store.folder(), parquet)) {
                long rows = engine.export(sql, parquet);
                spec.commandLine().getErr().printf("%,d rows written to %s%n", rows, parquet);
            }
            return ExitCode.DONE;
        }
        try (QueryEngine engine = QueryEngine.open(store.folder());
                QueryResult result = engine.query(sql)) {
            RowPrinter.print(
                    Answer.rows(result), format.format(), spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }
}
