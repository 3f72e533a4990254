package tegum.coordinator.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.dataset.ManifestFiles;
import tegum.coordinator.ledger.StoreException;

/// Answers SQL over a store as it was when this was opened.
///
/// DuckDB in memory reads the segments that the views name; files outside the store's data set cannot be reached and
/// the configuration is locked. Needs no lock: any number of processes may read while one writes. Not thread-safe.
public final class QueryEngine implements AutoCloseable {
    private final DuckDBConnection connection;

    private QueryEngine(DuckDBConnection connection) {
        this.connection = connection;
    }

    /// Opens a store for reading.
    ///
    /// @throws StoreException if the folder has no store, or it cannot be read
    public static QueryEngine open(Path folder) {
        return open(folder, Optional.empty());
    }

    /// Opens a store for reading, and for writing answers to one file.
    ///
    /// @param export a Parquet or CSV file that does not exist yet or is to be replaced
    /// @throws StoreException if the folder has no store, or it cannot be read
    public static QueryEngine openForExport(Path folder, Path export) {
        return open(folder, Optional.of(export));
    }

    private static QueryEngine open(Path folder, Optional<Path> export) {
        String views = views(folder);
        try {
            DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                String data = folder.toAbsolutePath().normalize() + "/data/";
                statement.execute("SET allowed_directories = [%s]".formatted(quoted(data)));
                if (export.isPresent()) {
                    statement.execute("SET allowed_paths = [%s]"
                            .formatted(quoted(
                                    export.get().toAbsolutePath().normalize().toString())));
                }
                statement.execute("SET temp_directory = ''");
                statement.execute("SET enable_external_access = false");
                statement.execute("SET lock_configuration = true");
                // Paths in the views are relative to the store's folder; this process may be elsewhere.
                String prefix = quoted(data);
                statement.execute(views.replace("'data/", prefix.substring(0, prefix.length() - 1)));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new QueryEngine(connection);
        } catch (SQLException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    private static String views(Path folder) {
        try {
            return Files.readString(folder.resolve(ManifestFiles.VIEWS));
        } catch (NoSuchFileException e) {
            throw new StoreException(
                    "there is no store in %s: run a sweep first, or say where with --store".formatted(folder), e);
        } catch (IOException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Answers one query. The answer is to be closed before the next query.
    ///
    /// @throws InvalidQueryException if the text is not one query, or DuckDB refuses it
    public QueryResult query(String sql) {
        check(sql);
        try {
            Statement statement = connection.createStatement();
            try {
                ResultSet rows = statement.executeQuery(sql);
                return new QueryResult(statement, rows);
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /// Writes the answer to one query to a Parquet file, the one this was opened for.
    ///
    /// @return number of rows
    /// @throws InvalidQueryException if the text is not one query, or DuckDB refuses it
    public long export(String sql, Path parquet) {
        check(sql);
        String query = sql.strip();
        query = query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
        String file = quoted(parquet.toAbsolutePath().normalize().toString());
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate("COPY (%s\n) TO %s (FORMAT parquet)".formatted(query, file));
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static void check(String sql) {
        ReadOnly.problem(sql).ifPresent(problem -> {
            throw new InvalidQueryException(problem);
        });
    }

    static InvalidQueryException refused(SQLException e) {
        return new InvalidQueryException(String.valueOf(e.getMessage()).strip());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw refused(e);
        }
    }
}
