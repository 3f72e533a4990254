package tegum.coordinator.export;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Counts rows.
final class Rows {
    private Rows() {}

    /// @param relation a relation, or a query in brackets
    static long count(QueryEngine engine, String relation) {
        try (QueryResult answer = engine.query("SELECT count(*) FROM " + relation)) {
            List<? extends @Nullable Object> row = answer.next().orElseThrow();
            return row.getFirst() instanceof Number number ? number.longValue() : 0;
        }
    }
}
