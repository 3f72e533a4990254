package tegum.coordinator.dataset;

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

/// The answer of DuckDB to a query, row after row. To be closed.
///
/// A value is a `String`, a boxed number, a `Boolean`, a `java.time.LocalDateTime` in UTC, a `List` of values, whatever
/// else DuckDB's driver yields, or `null` where the query yields none.
public final class Answer implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final List<String> names;
    private final List<String> types;

    Answer(Statement statement, ResultSet rows) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        List<String> labels = new ArrayList<>();
        List<String> typeNames = new ArrayList<>();
        ResultSetMetaData metadata = rows.getMetaData();
        for (int column = 1; column <= metadata.getColumnCount(); column++) {
            labels.add(metadata.getColumnLabel(column));
            typeNames.add(metadata.getColumnTypeName(column));
        }
        this.names = List.copyOf(labels);
        this.types = List.copyOf(typeNames);
    }

    /// Names of the columns.
    public List<String> names() {
        return names;
    }

    /// DuckDB's names of the columns' types, as `DOUBLE` or `VARCHAR[]`.
    public List<String> types() {
        return types;
    }

    /// The next row, one value for each column; empty after the last.
    ///
    /// @throws InvalidQueryException if DuckDB fails on the way
    public Optional<List<@Nullable Object>> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<@Nullable Object> row = new ArrayList<>(names.size());
            for (int column = 1; column <= names.size(); column++) {
                row.add(value(rows.getObject(column)));
            }
            return Optional.of(Collections.unmodifiableList(row));
        } catch (SQLException e) {
            throw DataReader.refused(e);
        }
    }

    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Array array -> {
                Object[] elements = (Object[]) array.getArray();
                List<@Nullable Object> values = new ArrayList<>(elements.length);
                for (Object element : elements) {
                    values.add(value(element));
                }
                yield Collections.unmodifiableList(values);
            }
            case Object[] array -> Arrays.asList(array);
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            default -> value;
        };
    }

    @Override
    public void close() {
        try (statement) {
            rows.close();
        } catch (SQLException e) {
            throw DataReader.refused(e);
        }
    }
}
