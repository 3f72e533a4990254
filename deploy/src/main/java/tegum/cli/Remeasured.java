package tegum.cli;

import java.nio.file.Path;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;

/// How many trainings of a version were measured anew from kept weights.
final class Remeasured {
    private Remeasured() {}

    static long of(Path store, SweepVersion sweep) {
        try (QueryEngine engine = QueryEngine.open(store)) {
            return of(engine, sweep);
        }
    }

    static long of(QueryEngine engine, SweepVersion sweep) {
        try (QueryResult rows = engine.query("SELECT count(remeasured_at) FROM \"%s trainings\"".formatted(sweep))) {
            return rows.next()
                    .map(row -> Long.parseLong(String.valueOf(row.getFirst())))
                    .orElse(0L);
        }
    }
}
