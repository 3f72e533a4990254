package tegum.coordinator.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.dataset.Answer;

/// The answer to a query, row after row. To be closed.
///
/// A value is a `String`, a boxed number, a `Boolean`, a `java.time.LocalDateTime` in UTC, a `List` of values, whatever
/// else DuckDB's driver yields, or `null` where the query yields none.
public final class QueryResult implements AutoCloseable {
    private final Answer answer;

    QueryResult(Answer answer) {
        this.answer = answer;
    }

    public List<QueryColumn> columns() {
        List<QueryColumn> columns = new ArrayList<>();
        for (int column = 0; column < answer.names().size(); column++) {
            columns.add(
                    new QueryColumn(answer.names().get(column), answer.types().get(column)));
        }
        return columns;
    }

    /// The next row, one value for each column; empty after the last.
    ///
    /// @throws tegum.coordinator.dataset.InvalidQueryException if DuckDB fails on the way
    public Optional<List<@Nullable Object>> next() {
        return answer.next();
    }

    /// The rows that are left, all at once.
    public List<List<@Nullable Object>> all() {
        List<List<@Nullable Object>> all = new ArrayList<>();
        Optional<List<@Nullable Object>> row = next();
        while (row.isPresent()) {
            all.add(row.get());
            row = next();
        }
        return all;
    }

    @Override
    public void close() {
        answer.close();
    }
}
