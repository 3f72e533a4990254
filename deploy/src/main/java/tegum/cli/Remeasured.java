package tegum.cli;

import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.measure.Thresholds;
import tegum.protocol.SweepVersion;

/// How many trainings of a version were measured anew from kept weights.
final class Remeasured {
    private Remeasured() {}

    static long of(QueryEngine engine, SweepVersion sweep) {
        return number(engine, "SELECT count(remeasured_at) FROM \"%s trainings\"".formatted(sweep));
    }

    /// How many of these have other shapes, or a feature in another phase, than in the version before.
    static long changed(
            QueryEngine engine, SweepVersion before, Thresholds then, SweepVersion sweep, Thresholds thresholds) {
        return number(engine, """
                SELECT count(*) FROM "%s trainings" now JOIN "%s trainings" before USING (cell, stream, replicate, numerics)
                WHERE now.remeasured_at IS NOT NULL AND (now.composition IS DISTINCT FROM before.composition
                  OR %s IS DISTINCT FROM %s)""".formatted(sweep, before, phases("now", thresholds), phases("before", then)));
    }

    /// As [tegum.measure.Phase], feature by feature.
    private static String phases(String row, Thresholds thresholds) {
        return "list_transform(list_zip(%1$s.norm, %1$s.interference), lambda x: CASE WHEN x[1] < %2$s THEN 0 WHEN x[2] < %3$s THEN 1 ELSE 2 END)"
                .formatted(row, thresholds.represented(), thresholds.superposed());
    }

    private static long number(QueryEngine engine, String sql) {
        try (QueryResult rows = engine.query(sql)) {
            return rows.next()
                    .map(row -> Long.parseLong(String.valueOf(row.getFirst())))
                    .orElse(0L);
        }
    }
}
