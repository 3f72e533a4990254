package tegum.coordinator.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs statements with arguments.
final class SqlStatements {
    private SqlStatements() {}

    /// Makes a value of a row.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... arguments)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
        }
        return found;
    }

    /// The first number of the first row; 0 if there is no row.
    static long number(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        List<Long> found = list(connection, sql, row -> row.getLong(1), arguments);
        return found.isEmpty() ? 0 : found.getFirst();
    }

    static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int k = 0; k < arguments.length; k++) {
            Object argument = arguments[k];
            switch (argument) {
                case null -> statement.setNull(k + 1, Types.NULL);
                // PostgreSQL has no character zero, and a worker may report one.
                case String text -> statement.setString(k + 1, text.replace('\0', '\uFFFD'));
                case Integer number -> statement.setLong(k + 1, number);
                case Long number -> statement.setLong(k + 1, number);
                case byte[] bytes -> statement.setBytes(k + 1, bytes);
                default -> throw new IllegalArgumentException("no SQL value: " + argument.getClass());
            }
        }
    }
}
