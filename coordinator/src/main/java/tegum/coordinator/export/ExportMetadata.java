package tegum.coordinator.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.query.QueryColumn;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;

/// What a file tells of itself beside its numbers: which sweep, in which state, by which rules and thresholds.
public final class ExportMetadata {
    private static final List<String> FACTS = List.of(
            "title",
            "state",
            "cells",
            "trainings",
            "done",
            "failed",
            "replicates",
            "stream",
            "focus",
            "rule",
            "represented",
            "superposed",
            "edge",
            "measurement",
            "keep_weights",
            "spec");

    private ExportMetadata() {}

    /// The facts, for a writer of JSON.
    ///
    /// @param build build of the program that writes
    public static SequencedMap<String, @Nullable Object> of(QueryEngine engine, SweepVersion sweep, String build) {
        SequencedMap<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("format", "tegum-export/1");
        facts.put("build", build);
        facts.put("sweep", sweep.name());
        facts.put("version", sweep.version());
        try (QueryResult answer = engine.query("SELECT %s FROM sweeps WHERE sweep = '%s' AND version = %d"
                .formatted(String.join(", ", FACTS), sweep.name(), sweep.version()))) {
            List<@Nullable Object> row = answer.next().orElseThrow();
            for (int fact = 0; fact < FACTS.size(); fact++) {
                facts.put(FACTS.get(fact), row.get(fact));
            }
        }
        return facts;
    }

    /// The units of a table's columns that have one.
    public static Map<String, String> units(SweepTable table, List<QueryColumn> columns) {
        Map<String, String> units = new LinkedHashMap<>();
        for (QueryColumn column : columns) {
            String unit = table.unit(column.name());
            if (!unit.isEmpty()) {
                units.put(column.name(), unit);
            }
        }
        return units;
    }
}
