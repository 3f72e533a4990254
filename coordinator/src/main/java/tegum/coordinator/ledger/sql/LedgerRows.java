package tegum.coordinator.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// All rows of a ledger, on their way from one database to another.
public final class LedgerRows {
    /// In an order in which rows refer to earlier ones; a segment is replaced by one with a greater id.
    private static final List<String> QUERIES = List.of(
            "sweep ORDER BY id",
            "stratum ORDER BY sweep, stratum",
            "chunk ORDER BY sweep, stratum, chunk",
            "attempt ORDER BY id",
            "segment ORDER BY id DESC",
            "audit ORDER BY id",
            "token ORDER BY id");

    /// Rows that a driver holds in memory at a time.
    private static final int FETCHED = 1_000;

    private final Connection from;

    private LedgerRows(Connection from) {
        this.from = from;
    }

    /// The rows that a connection reads.
    public static LedgerRows of(Connection from) {
        return new LedgerRows(from);
    }

    /// Writes them into the tables of a ledger that has none yet; not committed.
    void into(Connection to) throws SQLException {
        for (String query : QUERIES) {
            copy(query, to);
        }
        long snapshot = SqlStatements.number(from, "SELECT snapshot FROM meta");
        long epoch = SqlStatements.number(from, "SELECT epoch FROM meta");
        try (PreparedStatement meta = to.prepareStatement("UPDATE meta SET snapshot = ?, epoch = ?")) {
            SqlStatements.bind(meta, snapshot, epoch);
            meta.executeUpdate();
        }
    }

    private void copy(String query, Connection to) throws SQLException {
        try (Statement read = from.createStatement();
                ResultSet rows = rows(read, query)) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int k = 1; k <= columns.getColumnCount(); k++) {
                names.add(columns.getColumnName(k));
            }
            String sql = "INSERT INTO %s (%s) VALUES (%s)"
                    .formatted(
                            query.substring(0, query.indexOf(' ')),
                            String.join(", ", names),
                            String.join(", ", Collections.nCopies(names.size(), "?")));
            SqlBatch batch = new SqlBatch(to);
            while (rows.next()) {
                Object[] row = new Object[names.size()];
                for (int k = 0; k < row.length; k++) {
                    row[k] = rows.getObject(k + 1);
                }
                batch.add(sql, row);
            }
            batch.flush();
        }
    }

    private static ResultSet rows(Statement statement, String query) throws SQLException {
        statement.setFetchSize(FETCHED);
        return statement.executeQuery("SELECT * FROM " + query);
    }
}
