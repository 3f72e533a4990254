package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.ledger.StoreException;

/// Runs SQL over the views of a store as they were when this was opened, in a DuckDB of its own in memory.
///
/// Files outside the data set cannot be reached, and the configuration is locked. Not thread-safe.
public final class DataReader implements AutoCloseable {
    private final DuckDBConnection connection;
    private final Optional<ReadLimits> limits;

    private DataReader(DuckDBConnection connection, Optional<ReadLimits> limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /// Opens the views of a store for queries that strangers write.
    ///
    /// @throws StoreException if the folder has no store, or it cannot be read
    public static DataReader openLimited(Path folder, ReadLimits limits) {
        return open(folder, Optional.empty(), Optional.of(limits));
    }

    /// Opens the views of a store.
    ///
    /// @param export a file that answers may be written to
    /// @throws StoreException if the folder has no store, or it cannot be read
    public static DataReader open(Path folder, Optional<Path> export) {
        return open(folder, export, Optional.empty());
    }

    private static DataReader open(Path folder, Optional<Path> export, Optional<ReadLimits> limits) {
        String views = views(folder);
        try {
            DuckDBConnection connection = MemoryDatabase.open(statement -> {
                if (limits.isPresent()) {
                    statement.execute(
                            "SET memory_limit = '%dB'".formatted(limits.get().memoryBytes()));
                    statement.execute("SET threads = " + limits.get().threads());
                }
                String data = folder.toAbsolutePath().normalize() + "/data/";
                statement.execute("SET allowed_directories = [%s]".formatted(Sql.text(data)));
                if (export.isPresent()) {
                    statement.execute("SET allowed_paths = [%s]".formatted(file(export.get())));
                }
                statement.execute("SET temp_directory = ''");
                statement.execute("SET enable_external_access = false");
                statement.execute("SET lock_configuration = true");
                statement.execute(views);
            });
            return new DataReader(connection, limits);
        } catch (SQLException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    private static String views(Path folder) {
        try {
            return ManifestFiles.viewsOf(folder);
        } catch (NoSuchFileException e) {
            throw new StoreException(
                    "there is no store in %s: run a sweep first, or say where with --store".formatted(folder), e);
        } catch (IOException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    private static String file(Path path) {
        return Sql.text(path.toAbsolutePath().normalize().toString());
    }

    /// Runs a query. The answer is to be closed before the next one.
    ///
    /// @param sql one query; whoever lets others write it makes sure of that
    /// @throws InvalidQueryException if DuckDB refuses it
    public Answer ask(String sql) {
        try {
            Statement statement = connection.createStatement();
            try {
                if (limits.isPresent()) {
                    statement.setQueryTimeout((int) limits.get().time().toSeconds());
                }
                ResultSet rows = statement.executeQuery(sql);
                return new Answer(statement, rows);
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw limits.isPresent() ? refusedBy(limits.get(), e) : refused(e);
        }
    }

    /// Says in words which limit a query has reached.
    private static RuntimeException refusedBy(ReadLimits limits, SQLException e) {
        String text = String.valueOf(e.getMessage()).strip();
        if (text.startsWith("INTERRUPT")) {
            return new InvalidQueryException("the query took longer than %d s; that is the limit here"
                    .formatted(limits.time().toSeconds()));
        }
        if (text.startsWith("Out of Memory")) {
            return new InvalidQueryException("the query needs more than %,d bytes of memory; that is the limit here"
                    .formatted(limits.memoryBytes()));
        }
        return refused(e);
    }

    /// Keeps the answer to a query in memory, in its order.
    ///
    /// @throws InvalidQueryException if DuckDB refuses it
    public void hold(String name, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE %s AS %s".formatted(Sql.name(name), sql));
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /// Writes the answer to a query to the Parquet file that this was opened for.
    ///
    /// @param metadata texts by name, for the file's own metadata
    /// @return number of rows
    /// @throws InvalidQueryException if DuckDB refuses it
    public long write(String sql, Path parquet, Map<String, String> metadata) {
        String facts = metadata.entrySet().stream()
                .map(fact -> Sql.name(fact.getKey()) + ": " + Sql.text(fact.getValue()))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate("COPY (%s\n) TO %s (FORMAT parquet, USE_TMP_FILE false%s)"
                    .formatted(sql, file(parquet), facts.isEmpty() ? "" : ", KV_METADATA {%s}".formatted(facts)));
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /// What a failed query means: the store is damaged, or the query is at fault.
    static RuntimeException refused(SQLException e) {
        return StoreException.isDamagedData(e)
                ? StoreException.damagedData(e)
                : new InvalidQueryException(String.valueOf(e.getMessage()).strip());
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
