package tegum.coordinator.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;
import tegum.spec.Axis;
import tegum.spec.SweepSpec;

/// What a store knows of a sweep version that a paper has to say.
///
/// @param counts of the version: cells, trainings, done, reused, failed and its state
/// @param cells of its cells with a result: distinct values of each setting that is one
/// @param engines who trained them: engine, numerics, device, build, number and device time
/// @param devices what its workers said of their devices
/// @param outcomes how many trainings ended so
/// @param error the evaluation's error: median and largest standard error of a loss, relative to it
public record SweepFacts(
        SweepVersion sweep,
        SweepSpec spec,
        SequencedMap<String, @Nullable Object> counts,
        SequencedMap<String, @Nullable Object> cells,
        List<SequencedMap<String, @Nullable Object>> engines,
        List<String> devices,
        SequencedMap<String, Long> outcomes,
        SequencedMap<String, @Nullable Object> error) {
    private static final List<String> SETTINGS = List.of(
            "family",
            "features",
            "hidden",
            "bias",
            "law",
            "feature_values",
            "density",
            "importance",
            "importance_ratio",
            "optimizer",
            "rate",
            "decay",
            "schedule",
            "init",
            "init_scale",
            "steps",
            "batch");

    /// Reads the facts of a version.
    public static SweepFacts of(QueryEngine engine, SweepVersion sweep, SweepSpec spec) {
        String where = "WHERE sweep = '%s' AND version = %d".formatted(sweep.name(), sweep.version());
        SequencedMap<String, Long> outcomes = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> row : rows(engine, """
                SELECT outcome, count(*) AS n FROM "%s trainings" GROUP BY ALL ORDER BY outcome""".formatted(sweep))) {
            if (row.get("n") instanceof Long count) {
                outcomes.put(String.valueOf(row.get("outcome")), count);
            }
        }
        String settings = String.join(
                ", ",
                SETTINGS.stream()
                        .map(name -> "list_sort(list(DISTINCT %1$s)) AS %1$s".formatted(name))
                        .toList());
        return new SweepFacts(
                sweep,
                spec,
                rows(engine, """
                        SELECT title, state, cells, trainings, done, reused, failed, replicates, stream, submitted_at,
                          measurement FROM sweeps %s""".formatted(where)).getFirst(),
                rows(
                                engine,
                                "SELECT %s FROM cells SEMI JOIN (SELECT * FROM sweep_cells %s) USING (cell)"
                                        .formatted(settings, where))
                        .getFirst(),
                rows(engine, """
                        SELECT engine, numerics, device, build, count(*) AS trainings, sum(millis) / 1000 AS device_seconds,
                          count(DISTINCT worker) AS workers
                        FROM "%s trainings" GROUP BY engine, numerics, device, build ORDER BY ALL""".formatted(sweep)),
                rows(engine, """
                        SELECT DISTINCT unnest(devices) AS device FROM workers SEMI JOIN "%s trainings" USING (worker)
                        ORDER BY device""".formatted(sweep)).stream()
                        .map(row -> String.valueOf(row.get("device")))
                        .toList(),
                outcomes,
                rows(engine, """
                        SELECT median(loss_se / loss) AS median, max(loss_se / loss) AS largest
                        FROM "%s trainings" WHERE loss > 0""".formatted(sweep)).getFirst());
    }

    private static List<SequencedMap<String, @Nullable Object>> rows(QueryEngine engine, String sql) {
        try (QueryResult answer = engine.query(sql)) {
            List<String> names =
                    answer.columns().stream().map(column -> column.name()).toList();
            return answer.all().stream()
                    .map(row -> {
                        SequencedMap<String, @Nullable Object> object = new LinkedHashMap<>();
                        for (int column = 0; column < names.size(); column++) {
                            object.put(names.get(column), row.get(column));
                        }
                        return object;
                    })
                    .toList();
        }
    }

    /// The facts for a writer of JSON.
    public SequencedMap<String, @Nullable Object> json() {
        SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sweep", sweep.name());
        json.put("version", sweep.version());
        counts.forEach((name, value) -> json.put(name, value instanceof Number ? value : String.valueOf(value)));
        SequencedMap<String, Object> axes = new LinkedHashMap<>();
        for (Axis axis : spec.axes()) {
            axes.put(axis.name(), axis.values().canonicalText());
        }
        json.put("axes", axes);
        json.put("settings", cells);
        json.put("outcomes", outcomes);
        json.put("engines", engines);
        json.put("devices", devices);
        json.put("rule", spec.measure().rule().text());
        json.put("focus", spec.measure().focus().text());
        json.put("represented", spec.measure().represented());
        json.put("superposed", spec.measure().superposed());
        json.put("edge", spec.measure().edge());
        json.put("evaluation_error", error);
        return json;
    }
}
