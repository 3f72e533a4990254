package tegum.coordinator.dataset;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A relation that analysts see.
@SuppressWarnings("ImmutableEnumChecker") // the lists of the dictionary are immutable
public enum Relation {
    /// Sweep versions.
    SWEEPS("A version of a sweep.", Dictionary.SWEEPS_STORED, Dictionary.SWEEPS),
    /// Their axes.
    AXES("An axis of a version.", Dictionary.AXES, Dictionary.AXES),
    /// Which cells they have, and where on the axes.
    SWEEP_CELLS("A cell of a version that has a result.", Dictionary.SWEEP_CELLS, Dictionary.SWEEP_CELLS),
    /// What the cells are.
    CELLS("A cell that has a result in any sweep.", Dictionary.CELLS, Dictionary.CELLS),
    /// What the trainings yielded.
    TRAININGS("A training.", Dictionary.TRAININGS_STORED, Dictionary.TRAININGS),
    /// The same by feature.
    FEATURES("A feature of a training.", List.of(), Dictionary.FEATURES),
    /// The same by tegum factor.
    COMPONENTS("A tegum factor of a training.", List.of(), Dictionary.COMPONENTS),
    /// Kept weights.
    WEIGHTS("A matrix of a training whose weights are kept.", Dictionary.WEIGHTS_STORED, Dictionary.WEIGHTS),
    /// Kept recorded steps.
    TRAJECTORIES("A recorded step of a training.", Dictionary.TRAJECTORIES, Dictionary.TRAJECTORIES),
    /// Trainings given up.
    FAILURES("A training that was given up.", Dictionary.FAILURES, Dictionary.FAILURES),
    /// Comparisons.
    CHECKS(
            "A comparison by rerun or verify; of a file the columns of the training are null.",
            Dictionary.CHECKS,
            Dictionary.CHECKS),
    /// Workers.
    WORKERS("A worker came or went.", Dictionary.WORKERS, Dictionary.WORKERS),
    /// Acts.
    AUDIT("Somebody did something.", Dictionary.AUDIT, Dictionary.AUDIT);

    private final String row;
    private final List<Column> stored;
    private final List<Column> seen;

    Relation(String row, List<Column> stored, List<Column> seen) {
        this.row = row;
        this.stored = stored;
        this.seen = seen;
    }

    /// The relation of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    static Relation named(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// Its name in SQL, and of its folder.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What one of its rows is.
    public String row() {
        return row;
    }

    /// Columns of its files; empty when it is derived from another relation's.
    public List<Column> stored() {
        return stored;
    }

    /// Columns that analysts see.
    public List<Column> seen() {
        return seen;
    }

    /// Its files' columns for a `CREATE TABLE`.
    String schemaSql() {
        return stored.stream()
                .map(column -> column.quoted() + " " + column.type().sql())
                .collect(Collectors.joining(", "));
    }
}
