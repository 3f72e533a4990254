package tegum.coordinator.query;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer to a query, row after row. To be closed.
///
/// A value is a `String`, a boxed number, a `Boolean`, a `java.time.LocalDateTime` in UTC, a `List` of values, whatever
/// else DuckDB's driver yields, or `null` where the query yields none.
public final class QueryResult implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final List<QueryColumn> columns;

    QueryResult(Statement statement, ResultSet rows) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        List<QueryColumn> found = new ArrayList<>();
        ResultSetMetaData metadata = rows.getMetaData();
        for (int column = 1; column <= metadata.getColumnCount(); column++) {
            found.add(new QueryColumn(metadata.getColumnLabel(column), metadata.getColumnTypeName(column)));
        }
        this.columns = List.copyOf(found);
    }

    public List<QueryColumn> columns() {
        return columns;
    }

    /// The next row, one value for each column; empty after the last.
    ///
    /// @throws InvalidQueryException if DuckDB fails on the way
    public Optional<List<@Nullable Object>> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (int column = 1; column <= columns.size(); column++) {
                row.add(value(rows.getObject(column)));
            }
            return Optional.of(Collections.unmodifiableList(row));
        } catch (SQLException e) {
            throw QueryEngine.refused(e);
        }
    }

    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Array array -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (Object element : (Object[]) array.getArray()) {
                    values.add(value(element));
                }
                yield Collections.unmodifiableList(values);
            }
            case Object[] array -> Arrays.asList(array);
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            default -> value;
        };
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
        try (statement) {
            rows.close();
        } catch (SQLException e) {
            throw QueryEngine.refused(e);
        }
    }
}
