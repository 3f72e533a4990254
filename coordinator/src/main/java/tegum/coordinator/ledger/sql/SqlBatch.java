package tegum.coordinator.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes that nobody waits for one by one: consecutive ones of the same statement go to the database together, in one
/// round trip, and all of them in their order.
final class SqlBatch {
    /// Writes that wait at most: a million trainings given up at once change hundreds of chunks of 1.5 kB.
    private static final int MOST = 1_000;

    private final Connection connection;
    private final List<Write> waiting = new ArrayList<>();

    /// @param otherwise what is wrong if no row was changed; null if that is fine
    private record Write(
            String sql,
            @Nullable Object[] arguments,
            @Nullable String otherwise) {}

    SqlBatch(Connection connection) {
        this.connection = connection;
    }

    void add(String sql, @Nullable Object... arguments) throws SQLException {
        add(new Write(sql, arguments, null));
    }

    /// @param otherwise message of the [IllegalArgumentException] that is thrown, now or when the batch is flushed,
    /// unless
    ///     exactly one row is changed
    void addForOneRow(String otherwise, String sql, @Nullable Object... arguments) throws SQLException {
        add(new Write(sql, arguments, otherwise));
    }

    private void add(Write write) throws SQLException {
        if (!waiting.isEmpty()
                && (waiting.size() == MOST || !waiting.getLast().sql().equals(write.sql()))) {
            flush();
        }
        waiting.add(write);
    }

    /// Writes what waits.
    void flush() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(waiting.getFirst().sql())) {
            for (Write write : waiting) {
                SqlStatements.bind(statement, write.arguments());
                statement.addBatch();
            }
            int[] changed = statement.executeBatch();
            for (int k = 0; k < changed.length; k++) {
                String otherwise = waiting.get(k).otherwise();
                if (otherwise != null && changed[k] != 1) {
                    throw new IllegalArgumentException(otherwise);
                }
            }
        }
        waiting.clear();
    }
}
