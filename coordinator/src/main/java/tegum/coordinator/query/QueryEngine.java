package tegum.coordinator.query;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tegum.coordinator.dataset.DataReader;
import tegum.coordinator.dataset.InvalidQueryException;
import tegum.coordinator.dataset.ReadLimits;

/// Answers SQL over a store as it was when this was opened.
///
/// DuckDB in memory reads the segments that the views name; files outside the store's data set cannot be reached and
/// the configuration is locked. Needs no lock: any number of processes may read while one writes. Not thread-safe.
public final class QueryEngine implements AutoCloseable {
    private final DataReader reader;

    private QueryEngine(DataReader reader) {
        this.reader = reader;
    }

    /// Opens a store for reading.
    ///
    /// @throws tegum.coordinator.ledger.StoreException if the folder has no store, or it cannot be read
    public static QueryEngine open(Path folder) {
        return new QueryEngine(DataReader.open(folder, Optional.empty()));
    }

    /// Opens a store for queries that strangers write.
    ///
    /// @throws tegum.coordinator.ledger.StoreException if the folder has no store, or it cannot be read
    public static QueryEngine openLimited(Path folder, ReadLimits limits) {
        return new QueryEngine(DataReader.openLimited(folder, limits));
    }

    /// Opens a store for reading, and for writing answers to one file.
    ///
    /// @param export a Parquet file that does not exist yet or is to be replaced
    /// @throws tegum.coordinator.ledger.StoreException if the folder has no store, or it cannot be read
    public static QueryEngine openForExport(Path folder, Path export) {
        return new QueryEngine(DataReader.open(folder, Optional.of(export)));
    }

    /// Answers one query. The answer is to be closed before the next query.
    ///
    /// @throws InvalidQueryException if the text is not one query, or DuckDB refuses it
    public QueryResult query(String sql) {
        check(sql);
        return new QueryResult(reader.ask(sql));
    }

    /// Keeps the answer to a query in memory, in its order, for the queries that follow.
    ///
    /// @param name a name in SQL that no relation has; an answer kept under it before is let go
    /// @throws InvalidQueryException if the text is not one query, or DuckDB refuses it
    public void hold(String name, String sql) {
        reader.hold(name, single(sql));
    }

    /// Writes the answer to one query to the Parquet file that this was opened for.
    ///
    /// @return number of rows
    /// @throws InvalidQueryException if the text is not one query, or DuckDB refuses it
    public long export(String sql, Path parquet) {
        return export(sql, parquet, Map.of());
    }

    /// The same with facts about the answer in the file's own metadata.
    ///
    /// @param metadata texts by name, each name a name in SQL
    /// @throws InvalidQueryException if the text is not one query, or DuckDB refuses it
    public long export(String sql, Path parquet, Map<String, String> metadata) {
        return reader.write(single(sql), parquet, metadata);
    }

    private static String single(String sql) {
        check(sql);
        String query = sql.strip();
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    private static void check(String sql) {
        ReadOnly.problem(sql).ifPresent(problem -> {
            throw new InvalidQueryException(problem);
        });
    }

    @Override
    public void close() {
        reader.close();
    }
}
