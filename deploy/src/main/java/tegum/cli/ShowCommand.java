package tegum.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Shows one cell in full.
@Command(
        name = "show",
        description = {
            "Show one cell in full.",
            "",
            "Its parameters, the sweeps that have it, its trainings, and the features of the best one."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  tegum query 'SELECT cell, r, p FROM \"quickstart\"'     lists the cells of a sweep",
            "  tegum weights SWEEP --cell CELL --output FILE            the weights of its trainings that have some"
        })
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private CellArgument cell;

    @Mixin
    private StoreOption store;

    @Mixin
    private ReportFormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (QueryEngine engine = QueryEngine.open(store.folder())) {
            String id = cell.find(engine);
            Map<String, String> queries = queries(id);
            if (format.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                queries.forEach((name, sql) -> json.put(name, objects(engine, sql)));
                RowPrinter.printJson(json, spec.commandLine().getOut());
            } else {
                tables(engine, queries);
            }
        }
        return ExitCode.DONE;
    }

    private static Map<String, String> queries(String id) {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("cell", "SELECT * FROM cells WHERE cell = '" + id + "'");
        queries.put(
                "sweeps",
                "SELECT DISTINCT sweep, version FROM sweep_cells WHERE cell = '" + id + "' ORDER BY sweep, version");
        queries.put("trainings", """
                SELECT stream, replicate, numerics, measurement, outcome, loss, loss_se, train_loss, slope, frobenius_sq, dims_per_feature,
                  dimensionality_sum, interference_mean, composition,
                  (stream, replicate, numerics) IN (SELECT (stream, replicate, numerics) FROM weights WHERE cell = '%1$s') AS weights,
                  engine, device, build, millis
                FROM trainings WHERE cell = '%1$s' ORDER BY stream, numerics, loss NULLS LAST, replicate""".formatted(id));
        queries.put("best", """
                SELECT feature, norm, dimensionality, interference, bias FROM features
                JOIN (SELECT stream, replicate, numerics, measurement FROM trainings WHERE cell = '%1$s'
                  ORDER BY loss NULLS LAST, replicate LIMIT 1) USING (stream, replicate, numerics, measurement)
                WHERE cell = '%1$s' ORDER BY feature""".formatted(id));
        return queries;
    }

    private static List<Map<String, @Nullable Object>> objects(QueryEngine engine, String sql) {
        try (QueryResult result = engine.query(sql)) {
            return Answer.rows(result).objects();
        }
    }

    /// The cell's own columns down the page, the rest as tables.
    private void tables(QueryEngine engine, Map<String, String> queries) {
        PrintWriter out = spec.commandLine().getOut();
        queries.forEach((name, sql) -> {
            if (name.equals("cell")) {
                List<List<@Nullable Object>> pairs = new ArrayList<>();
                objects(engine, sql).getFirst().forEach((column, value) -> {
                    if (value != null) {
                        List<@Nullable Object> pair = new ArrayList<>();
                        pair.add(column);
                        pair.add(value);
                        pairs.add(pair);
                    }
                });
                RowPrinter.print(new Rows(List.of("column", "value"), pairs.iterator()), Format.TABLE, out);
                return;
            }
            out.printf("%n%s%n", name.equals("best") ? "features of the best training" : name);
            try (QueryResult result = engine.query(sql)) {
                RowPrinter.print(Answer.rows(result), Format.TABLE, out);
            }
        });
    }
}
