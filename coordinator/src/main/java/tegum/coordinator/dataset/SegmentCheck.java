package tegum.coordinator.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;

/// Reads registered segments from end to end, and finds the files that are not registered.
public final class SegmentCheck implements AutoCloseable {
    private final Path folder;
    private final DuckDBConnection connection;

    private SegmentCheck(Path folder, DuckDBConnection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /// Opens the data set of a store for checking.
    ///
    /// @throws StoreException if that fails
    public static SegmentCheck open(Path folder) {
        try {
            return new SegmentCheck(folder, MemoryDatabase.open(_ -> {}));
        } catch (SQLException e) {
            throw StoreException.of(folder, "check", e);
        }
    }

    /// What is wrong with a registered segment, in one sentence; empty if it is as it was written.
    public Optional<String> problem(SegmentRecord segment) {
        Path file = folder.resolve(segment.path());
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.of("%s is missing: restore it from a backup".formatted(segment.path()));
            }
            if (Files.size(file) != segment.bytes()) {
                return Optional.of("%s has %d bytes, not %d: restore it from a backup"
                        .formatted(segment.path(), Files.size(file), segment.bytes()));
            }
            Optional<String> columns = columnsProblem(segment, file);
            if (columns.isPresent()) {
                return columns;
            }
            if (DataSet.crc32c(file) != segment.crc32c()) {
                return Optional.of("%s is damaged: restore it from a backup".formatted(segment.path()));
            }
            List<String> rows = texts("SELECT count(*) FROM read_parquet(%s)".formatted(quoted(file)));
            return rows.equals(List.of(Long.toString(segment.rows())))
                    ? Optional.empty()
                    : Optional.of("%s has %s rows, not %d".formatted(segment.path(), rows.getFirst(), segment.rows()));
        } catch (SQLException e) {
            return Optional.of("%s is damaged (%s): restore it from a backup"
                    .formatted(
                            segment.path(),
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        } catch (IOException e) {
            throw StoreException.of(folder, "check", e);
        }
    }

    private Optional<String> columnsProblem(SegmentRecord segment, Path file) throws SQLException {
        if (segment.relation().equals(SweepSummary.RELATION)) {
            return Optional.empty(); // as many as its version has axes
        }
        List<String> expected = Relation.named(segment.relation()).stored().stream()
                .map(column -> column.name() + " " + column.type().sql())
                .toList();
        List<String> found = texts("SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM read_parquet(%s))"
                .formatted(quoted(file)));
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of("%s has the columns %s, not %s".formatted(segment.path(), found, expected));
    }

    private List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static String quoted(Path file) {
        return Sql.text(file.toAbsolutePath().toString());
    }

    /// Files below `data`, temporary ones included, other than the given segments, manifest and views; as paths
    /// relative to the store's folder, sorted.
    ///
    /// @throws StoreException if the folder cannot be read
    public static List<String> unregistered(Path folder, List<SegmentRecord> registered) {
        Set<String> keep = new HashSet<>(Set.of(ManifestFiles.MANIFEST, ManifestFiles.VIEWS));
        registered.forEach(segment -> keep.add(segment.path()));
        Path data = folder.resolve("data");
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !keep.contains(path))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw StoreException.of(folder, "read", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreException.of(folder, "check", e);
        }
    }
}
