package tegum.coordinator.export;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tegum.coordinator.dataset.Column;
import tegum.coordinator.dataset.Relation;
import tegum.protocol.SweepVersion;
import tegum.spec.Axis;
import tegum.spec.SweepSpec;

/// A table of a sweep version: its axes first, then the columns of what a row is, in the order of the grid.
///
/// An axis that is called as a column of the table is `axis_` and its name.
public enum SweepTable {
    /// A cell, aggregated over its replicates.
    CELLS(List.of(), ""),
    /// A training.
    TRAININGS(Relation.TRAININGS.seen(), "replicate"),
    /// A feature of a training.
    FEATURES(Relation.FEATURES.seen(), "replicate, feature"),
    /// A tegum factor of a training.
    COMPONENTS(Relation.COMPONENTS.seen(), "replicate, component"),
    /// A recorded step of a training.
    TRAJECTORIES(Relation.TRAJECTORIES.seen(), "replicate, step");

    @SuppressWarnings("ImmutableEnumChecker") // the lists of the dictionary are immutable
    private final List<Column> columns;

    private final String order;

    SweepTable(List<Column> columns, String order) {
        this.columns = columns;
        this.order = order;
    }

    /// The spelling on a command line.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }

    /// The query for the rows.
    ///
    /// @param spec spec of the version
    public String query(SweepVersion sweep, SweepSpec spec) {
        return "SELECT %s FROM (%s) ORDER BY at_%s"
                .formatted("* EXCLUDE (at_)", placed(sweep, spec), order.isEmpty() ? "" : ", " + order);
    }

    /// The rows in no order, each with `at_`: the indices of its cell on the axes, from 0.
    String placed(SweepVersion sweep, SweepSpec spec) {
        String places = "SELECT cell, positions AS at_ FROM sweep_cells WHERE sweep = '%s' AND version = %d"
                .formatted(sweep.name(), sweep.version());
        if (this == CELLS) {
            return "SELECT * FROM \"%s\" JOIN (%s) USING (cell)".formatted(sweep, places);
        }
        String axes = spec.axes().stream()
                .map(axis -> ", \"%s\" AS \"%s\"".formatted(axis.name(), column(axis)))
                .collect(Collectors.joining());
        String named = spec.axes().stream()
                .map(axis -> "\"%s\", ".formatted(column(axis)))
                .collect(Collectors.joining());
        String own = columns.stream().map(column -> '"' + column.name() + '"').collect(Collectors.joining(", "));
        String trained = this == TRAININGS
                ? "SELECT * FROM \"%s trainings\"".formatted(sweep)
                : "SELECT * FROM %s SEMI JOIN (SELECT * FROM \"%s trainings\") USING (%s)"
                        .formatted(text(), sweep, keys());
        return "SELECT %s%s, at_ FROM (%s) JOIN (SELECT cell%s FROM \"%s\") USING (cell) JOIN (%s) USING (cell)"
                .formatted(named, own, trained, axes, sweep, places);
    }

    /// Weights and recorded steps are the same however they are measured.
    private String keys() {
        boolean measured = columns.stream().anyMatch(column -> column.name().equals("measurement"));
        return "cell, stream, replicate, numerics" + (measured ? ", measurement" : "");
    }

    /// Name of an axis in this table.
    String column(Axis axis) {
        boolean taken = columns.stream().anyMatch(column -> column.name().equals(axis.name()));
        return taken ? "axis_" + axis.name() : axis.name();
    }

    /// The unit of a column; empty where it has none.
    public String unit(String column) {
        return this == CELLS
                ? CellColumns.unit(column)
                : columns.stream()
                        .filter(each -> each.name().equals(column))
                        .map(Column::unit)
                        .findFirst()
                        .orElse("");
    }
}
