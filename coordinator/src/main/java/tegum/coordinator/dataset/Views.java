package tegum.coordinator.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.protocol.SweepVersion;

/// Writes the SQL that defines every relation and every sweep's view over the registered segments.
///
/// Paths are relative to the store's folder, so that DuckDB's shell runs it there.
final class Views {
    private final Manifest manifest;
    private final Map<String, List<SegmentRecord>> segments = new HashMap<>();

    private Views(Manifest manifest) {
        this.manifest = manifest;
        for (SegmentRecord segment : manifest.segments()) {
            segments.computeIfAbsent(segment.relation(), _ -> new ArrayList<>()).add(segment);
        }
    }

    static String of(Manifest manifest, List<SweepView> sweeps) {
        Views views = new Views(manifest);
        StringBuilder sql = new StringBuilder("-- Relations of this store at snapshot %d; run in the store's folder.\n"
                .formatted(manifest.snapshot()));
        for (Relation relation : Relation.values()) {
            define(sql, relation.text(), views.relation(relation));
        }
        for (SweepView sweep : sweeps) {
            SweepViewSql view = new SweepViewSql(sweep, views);
            define(sql, view.trainingsName(), view.trainings());
            define(sql, sweep.sweep().toString(), views.summary(sweep).orElseGet(view::text));
            if (sweep.latest()) {
                define(
                        sql,
                        sweep.sweep().name(),
                        "SELECT * FROM " + Sql.name(sweep.sweep().toString()));
            }
        }
        return sql.toString();
    }

    /// The version's summary, if it has one and can have no other rows any more.
    private Optional<String> summary(SweepView sweep) {
        boolean isDone = manifest.sweeps().stream()
                .anyMatch(counted -> counted.sweep().equals(sweep.sweep()) && counted.state() == SweepState.DONE);
        return segments.getOrDefault(SweepSummary.RELATION, List.of()).stream()
                .filter(segment ->
                        isDone && segment.owner().equals(sweep.sweep().toString()) && SweepSummary.isUsable(segment))
                .findFirst()
                .map(segment -> "FROM read_parquet(%s)".formatted(Sql.text(segment.path())));
    }

    private static void define(StringBuilder sql, String name, String query) {
        sql.append("CREATE OR REPLACE VIEW ").append(Sql.name(name)).append(" AS\n");
        sql.append(query.strip()).append(";\n");
    }

    private String relation(Relation relation) {
        return switch (relation) {
            case SWEEPS -> sweeps();
            case CELLS ->
                "SELECT * FROM (%s) QUALIFY row_number() OVER (PARTITION BY cell) = 1".formatted(files(relation));
            case FEATURES -> """
                SELECT cell, stream, replicate, numerics, measurement,
                  unnest(range(len(norm)))::INTEGER AS feature, unnest(norm) AS norm,
                  unnest(dimensionality) AS dimensionality, unnest(interference) AS interference, unnest(bias) AS bias
                FROM (%s)
                """.formatted(files(Relation.TRAININGS));
            case COMPONENTS -> """
                SELECT cell, stream, replicate, numerics, measurement, component, "class", size, rank, dimensionality,
                  component_members[last - size + 1 : last] AS members
                FROM (SELECT cell, stream, replicate, numerics, measurement, component_members,
                    unnest(range(len(component_size)))::INTEGER AS component, unnest(component_class) AS "class",
                    unnest(component_size) AS size, unnest(component_rank) AS rank,
                    unnest(component_dimensionality) AS dimensionality,
                    unnest(list_transform(range(1, len(component_size) + 1),
                      lambda k: list_sum(component_size[1:k])))::INTEGER AS last
                  FROM (%s))
                """.formatted(files(Relation.TRAININGS));
            case WEIGHTS -> weights();
            case TRAJECTORIES -> trajectories();
            case AXES, SWEEP_CELLS, TRAININGS, FAILURES, CHECKS, WORKERS, AUDIT ->
                "SELECT %s FROM (%s)".formatted(columns(relation.seen()), files(relation));
        };
    }

    private String sweeps() {
        String counted = manifest.sweeps().stream()
                .map(sweep -> "('%s', %d, '%s', %d, %d, %d, %d, %d, %d)"
                        .formatted(
                                sweep.sweep().name(),
                                sweep.sweep().version(),
                                sweep.state().text(),
                                sweep.done(),
                                sweep.reused(),
                                sweep.failed(),
                                sweep.running(),
                                sweep.waiting(),
                                sweep.cancelled()))
                .collect(Collectors.joining(",\n  "));
        if (counted.isEmpty()) {
            return empty(Relation.SWEEPS.seen());
        }
        String names = columns(Dictionary.SWEEPS_COUNTED);
        String typed = Dictionary.SWEEPS_COUNTED.stream()
                .map(column -> "CAST(counted.%1$s AS %2$s) AS %1$s"
                        .formatted(column.quoted(), column.type().sql()))
                .collect(Collectors.joining(", "));
        return "SELECT asked.*, %s\nFROM (%s) asked JOIN (VALUES\n  %s) counted(sweep, version, %s) USING (sweep, version)"
                .formatted(typed, files(Relation.SWEEPS), counted, names);
    }

    private String weights() {
        return """
                WITH kept AS (SELECT * FROM (%s)
                  QUALIFY kept = 'all' OR row_number() OVER (
                    PARTITION BY cell, stream, numerics ORDER BY loss NULLS LAST, replicate) = 1)
                SELECT DISTINCT ON (cell, stream, replicate, numerics, matrix) *
                FROM (SELECT cell, stream, replicate, numerics, 'W' AS matrix, hidden AS "rows",
                    features AS "columns", w AS "values" FROM kept
                  UNION ALL SELECT cell, stream, replicate, numerics, 'b', 1, features, b FROM kept)
                """.formatted(files(Relation.WEIGHTS));
    }

    private String trajectories() {
        return """
                WITH recorded AS (SELECT *, last(loss ORDER BY step) OVER (
                    PARTITION BY cell, stream, replicate, numerics) AS final FROM (%s))
                SELECT DISTINCT ON (cell, stream, replicate, numerics, step) * EXCLUDE (final) FROM recorded
                QUALIFY kept = 'all' OR dense_rank() OVER (
                  PARTITION BY cell, stream, numerics ORDER BY final, replicate) = 1
                """.formatted(files(Relation.TRAJECTORIES));
    }

    /// A query over all segments of a relation.
    String files(Relation relation) {
        return files(relation, _ -> true);
    }

    /// A query over the segments of a relation that belong to the given versions.
    String files(Relation relation, Set<SweepVersion> owners) {
        Set<String> names = owners.stream().map(SweepVersion::toString).collect(Collectors.toCollection(TreeSet::new));
        return files(relation, segment -> names.contains(segment.owner()));
    }

    private String files(Relation relation, Predicate<SegmentRecord> wanted) {
        String paths = segments.getOrDefault(relation.text(), List.of()).stream()
                .filter(wanted)
                .map(segment -> Sql.text(segment.path()))
                .collect(Collectors.joining(", "));
        return paths.isEmpty()
                ? empty(relation.stored())
                : "SELECT %s FROM read_parquet([%s])".formatted(columns(relation.stored()), paths);
    }

    private static String empty(List<Column> columns) {
        return columns.stream()
                .map(column -> "NULL::%s AS %s".formatted(column.type().sql(), column.quoted()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    static String columns(List<Column> columns) {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }
}
