package tegum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
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
import tegum.cli.output.Rows;
import tegum.coordinator.comparison.CellDifference;
import tegum.coordinator.comparison.ComparedSweep;
import tegum.coordinator.comparison.Comparison;
import tegum.coordinator.comparison.StatisticSummary;
import tegum.coordinator.query.QueryEngine;
import tegum.statistics.Difference;

/// Compares two sweeps.
@Command(
        name = "compare",
        description = {
            "Compare two sweeps or versions cell by cell, as two seeds of one sweep.",
            "",
            "Cells match by their values on the axes. Each difference has a 95 %% interval: means by Welch's t, shares by",
            "Newcombe, best losses by the errors of their evaluation. For each statistic the chances are corrected for the",
            "number of cells by Benjamini-Hochberg: of the differences that remain, on average at most 5 %% are chance."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "docs/results/exports.md says how to read it.",
            "",
            "  tegum compare phase-2-1@1 phase-2-1@2",
            "  tegum compare mine theirs --store-b /elsewhere/tegum-results --format csv"
        })
final class CompareCommand implements Callable<Integer> {
    private static final int MOST_CELLS = 20;

    @Parameters(index = "0", paramLabel = "SWEEP-A", description = "Name of a sweep, or NAME@VERSION.")
    private String a;

    @Parameters(index = "1", paramLabel = "SWEEP-B", description = "Name of another, or another version.")
    private String b;

    @Option(names = "--store-b", paramLabel = "DIR", description = "The store of SWEEP-B; default: that of SWEEP-A.")
    private @Nullable Path storeB;

    @Option(names = "--all", description = "List every difference, not only the first 20 that exceed their intervals.")
    private boolean all;

    @Mixin
    private StoreOption store;

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ComparedSweep first = read(store.folder(), a);
        ComparedSweep second = read(storeB == null ? store.folder() : storeB, b);
        if (storeB == null && first.sweep().equals(second.sweep())) {
            throw new ParameterException(
                    spec.commandLine(), "tegum compare: A and B are both " + first.sweep() + "; name another version");
        }
        Comparison comparison = Comparison.of(first, second);
        PrintWriter out = spec.commandLine().getOut();
        switch (format.format()) {
            case TABLE -> table(comparison, out);
            case CSV -> RowPrinter.print(rows(comparison, comparison.cells()), Format.CSV, out);
            case JSON -> RowPrinter.printJson(json(comparison), out);
        }
        return ExitCode.DONE;
    }

    private static ComparedSweep read(Path folder, String name) {
        try (QueryEngine engine = QueryEngine.open(folder)) {
            SweepArgument.Found found = SweepArgument.find(engine, name);
            return ComparedSweep.of(engine, found.sweep(), found.spec());
        }
    }

    private void table(Comparison comparison, PrintWriter out) {
        comparison.summary().forEach(out::println);
        out.println();
        if (!comparison.specs().isEmpty()) {
            out.println("where the specs differ");
            List<List<@Nullable Object>> specs = new ArrayList<>();
            comparison.specs().forEach(each -> specs.add(row(each.field(), each.a(), each.b())));
            RowPrinter.print(
                    new Rows(
                            List.of(
                                    "field",
                                    comparison.a().toString(),
                                    comparison.b().toString()),
                            specs.iterator()),
                    Format.TABLE,
                    out);
            out.println();
        }
        RowPrinter.print(statistics(comparison), Format.TABLE, out);
        List<CellDifference> listed = all
                ? comparison.cells()
                : comparison.cells().stream()
                        .filter(CellDifference::exceeds)
                        .sorted(Comparator.comparing((CellDifference cell) ->
                                        !cell.statistic().sampled())
                                .thenComparingDouble(CellDifference::corrected))
                        .limit(MOST_CELLS)
                        .toList();
        if (!listed.isEmpty()) {
            out.printf(
                    "%n%s%n", all ? "every difference" : "differences that exceed their intervals, the surest first");
            RowPrinter.print(rows(comparison, listed), Format.TABLE, out);
        }
    }

    private static Rows statistics(Comparison comparison) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (StatisticSummary each : comparison.statistics()) {
            rows.add(row(
                    each.statistic().text(),
                    each.compared(),
                    each.exceeding(),
                    number(each.expected()),
                    each.discoveries(),
                    number(each.meanDifference()),
                    number(each.largestDifference())));
        }
        return new Rows(
                List.of(
                        "statistic",
                        "cells",
                        "exceed",
                        "by_chance",
                        "corrected",
                        "mean_difference",
                        "largest_difference"),
                rows.iterator());
    }

    private static Rows rows(Comparison comparison, List<CellDifference> cells) {
        List<String> columns = new ArrayList<>(comparison.axes());
        columns.addAll(List.of(
                "statistic", "a", "b", "difference", "low", "high", "chance", "corrected", "exceeds", "remains"));
        return new Rows(
                columns,
                cells.stream()
                        .map(cell -> {
                            List<@Nullable Object> row = new ArrayList<>(cell.axes());
                            row.addAll(row(cell.statistic().text(), number(cell.a()), number(cell.b())));
                            row.addAll(difference(cell));
                            return row;
                        })
                        .iterator());
    }

    private static List<@Nullable Object> difference(CellDifference cell) {
        if (cell.difference().isEmpty()) {
            return row(null, null, null, null, null, null, null);
        }
        Difference difference = cell.difference().get();
        return row(
                difference.value(),
                difference.interval().low(),
                difference.interval().high(),
                difference.chance(),
                cell.corrected(),
                cell.exceeds(),
                cell.isDiscovery());
    }

    private static Map<String, @Nullable Object> json(Comparison comparison) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("a", comparison.a().toString());
        json.put("b", comparison.b().toString());
        json.put("summary", String.join(" ", comparison.summary()));
        json.put("matched", comparison.matched());
        json.put("only_a", comparison.onlyA());
        json.put("only_b", comparison.onlyB());
        json.put("shared", comparison.shared());
        json.put("correction", "Benjamini-Hochberg over the cells of a statistic, rate 0.05");
        json.put("specs", comparison.specs());
        json.put("statistics", statistics(comparison).objects());
        json.put("cells", rows(comparison, comparison.cells()).objects());
        return json;
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value);
        }
        return row;
    }
}
