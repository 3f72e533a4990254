package tegum.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.cli.remote.Document;

/// Prints what a coordinator says of sweeps.
final class SweepTable {
    private static final List<String> COLUMNS = List.of(
            "sweep",
            "version",
            "state",
            "planned",
            "done",
            "reused",
            "failed",
            "running",
            "waiting",
            "cancelled",
            "percent",
            "priority",
            "trainings_per_second");

    private static final List<String> LISTED = List.of(
            "sweep",
            "version",
            "state",
            "priority",
            "cells",
            "planned",
            "done",
            "reused",
            "failed",
            "submitted_at",
            "submitted_by");

    private SweepTable() {}

    /// How far sweeps are.
    static void status(List<Document> sweeps, Format format, PrintWriter out) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Document sweep : sweeps) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>(sweep.fields());
            row.put("percent", Math.round(1_000.0 * sweep.number("done") / sweep.number("planned")) / 10.0);
            rows.add(row);
        }
        RowPrinter.print(
                new Rows(
                        COLUMNS,
                        rows.stream()
                                .map(row -> COLUMNS.stream()
                                        .<@Nullable Object>map(row::get)
                                        .collect(ArrayList<@Nullable Object>::new, ArrayList::add, ArrayList::addAll))
                                .iterator()),
                format,
                out);
    }

    /// What sweeps there are.
    static void list(List<Document> sweeps, Format format, PrintWriter out) {
        RowPrinter.print(Document.rows(sweeps, LISTED), format, out);
    }

    /// What has become of a sweep.
    ///
    /// @param did as in "small@1 is paused"
    static void changed(Document sweep, String did, boolean json, PrintWriter out) {
        if (json) {
            RowPrinter.printJson(sweep.fields(), out);
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s is %s: %,d of %,d trainings done%n",
                name(sweep),
                did,
                sweep.number("done"),
                sweep.number("planned"));
        out.flush();
    }

    /// `name@version`.
    static String name(Document sweep) {
        return sweep.text("sweep") + "@" + sweep.number("version");
    }
}
