package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;

/// Writes the segments of a store: immutable Parquet files `data/<relation>/<owner>/<epoch>-<sequence>.parquet`.
///
/// A segment is written under `data/tmp`, forced to disk, and then published: renamed to its place. It counts only when
/// the ledger registers it. Not thread-safe; for the one writer of the store.
public final class DataSet implements AutoCloseable {
    /// Owner of the segments that belong to no sweep.
    public static final String STORE = "_store";

    static final String TMP = "data/tmp";
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path folder;
    private final DuckDBConnection connection;
    private final Set<Relation> tables = EnumSet.noneOf(Relation.class);

    private DataSet(Path folder, DuckDBConnection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    /// Opens the data set of a store for writing.
    ///
    /// @throws StoreException if its folder is not writable
    public static DataSet open(Path folder) {
        try {
            Files.createDirectories(folder.resolve(TMP));
            DuckDBConnection connection = MemoryDatabase.open(statement -> {
                statement.execute("SET threads = 1");
                statement.execute("SET memory_limit = '512MB'");
                statement.execute(
                        "SET temp_directory = " + Sql.text(folder.resolve(TMP).toString()));
                statement.execute("SET allowed_directories = [%s]"
                        .formatted(Sql.text(folder.resolve("data").toAbsolutePath() + "/")));
                statement.execute("SET enable_external_access = false");
                ResultTable.create(statement);
            });
            return new DataSet(folder, connection);
        } catch (IOException | SQLException e) {
            throw StoreException.of(folder, "open", e);
        }
    }

    /// Writes a segment below `data/tmp` and forces it to disk.
    ///
    /// @param owner folder below the relation's, `name@version` or [#STORE]
    /// @param name `<epoch>-<sequence>`, never used before
    /// @param rows writes the rows
    /// @return the segment; empty if there are no rows
    /// @throws StoreException if that fails; nothing is left behind
    public Optional<StagedSegment> stage(Relation relation, String owner, String name, Consumer<SegmentRows> rows) {
        try {
            long count = fill(relation, rows);
            return count == 0
                    ? Optional.empty()
                    : Optional.of(copy("FROM " + table(relation), relation, owner, name, count));
        } catch (SQLException e) {
            throw StoreException.of(folder, "write", e);
        } catch (SegmentRows.FailedException e) {
            throw StoreException.of(folder, "write", e.cause());
        }
    }

    /// Writes the segments of `trainings` and `weights` for some results below `data/tmp` and forces them to disk.
    ///
    /// @param owner folder below the relations', `name@version`
    /// @param name `<epoch>-<sequence>`, never used before
    /// @param results writes the results
    /// @return the segments, none of which is empty
    /// @throws StoreException if that fails; nothing is left behind
    public List<StagedSegment> stageResults(
            String owner, String name, ResultStage.Constants constants, Consumer<ResultStage> results) {
        List<StagedSegment> staged = new ArrayList<>();
        ResultStage stage = new ResultStage(connection);
        try {
            try {
                results.accept(stage);
                stage.finish();
            } finally {
                stage.close();
            }
            for (Relation relation : List.of(Relation.TRAININGS, Relation.WEIGHTS)) {
                long count = relation == Relation.TRAININGS ? stage.trainings() : stage.weights();
                if (count > 0) {
                    staged.add(copy(stage.query(relation, constants), relation, owner, name, count));
                }
            }
            return staged;
        } catch (SQLException e) {
            discard(staged, e);
            throw StoreException.of(folder, "write", e);
        } catch (SegmentRows.FailedException e) {
            throw StoreException.of(folder, "write", e.cause());
        } catch (StoreException e) {
            discard(staged, e);
            throw e;
        }
    }

    /// Writes the rows of a query as a segment.
    private StagedSegment copy(String query, Relation relation, String owner, String name, long rows) {
        SegmentDraft draft = new SegmentDraft(folder, relation.text(), owner, name);
        try {
            try (Statement statement = connection.createStatement()) {
                draft.copy(statement, query);
            }
            return draft.staged(rows);
        } catch (SQLException | IOException e) {
            draft.remove(e);
            throw StoreException.of(folder, "write", e);
        }
    }

    private long fill(Relation relation, Consumer<SegmentRows> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (tables.add(relation)) {
                statement.execute("CREATE TABLE %s (%s)".formatted(table(relation), relation.schemaSql()));
            } else {
                statement.execute("TRUNCATE " + table(relation));
            }
        }
        try (SegmentRows appended = new SegmentRows(connection.createAppender(table(relation)))) {
            rows.accept(appended);
            return appended.count();
        }
    }

    private static String table(Relation relation) {
        return "staged_" + relation.text();
    }

    /// Renames staged segments to their places and forces the folders to disk. From here on they can be registered.
    ///
    /// @throws StoreException if that fails; what was renamed already is unregistered and does not count
    public void publish(List<StagedSegment> segments) {
        try {
            Set<Path> folders = new TreeSet<>();
            for (StagedSegment segment : segments) {
                Path target = folder.resolve(segment.record().path());
                Path parent = target.getParent();
                if (parent != null && !Files.isDirectory(parent)) {
                    Files.createDirectories(parent);
                    folders.add(folder.resolve("data"));
                    folders.add(folder.resolve("data").resolve(segment.record().relation()));
                }
                Files.move(segment.file(), target, StandardCopyOption.ATOMIC_MOVE);
                if (parent != null) {
                    folders.add(parent);
                }
            }
            for (Path changed : folders) {
                force(changed);
            }
        } catch (IOException e) {
            throw StoreException.of(folder, "write", e);
        }
    }

    /// Removes staged segments that are not to be published.
    public void discard(List<StagedSegment> segments, Exception reason) {
        for (StagedSegment segment : segments) {
            remove(segment.file(), reason);
        }
    }

    /// Deletes segments that are registered no more.
    ///
    /// @throws StoreException if that fails; those that are left do not count
    public void delete(List<SegmentRecord> segments) {
        try {
            for (SegmentRecord segment : segments) {
                Files.deleteIfExists(folder.resolve(segment.path()));
            }
        } catch (IOException e) {
            throw StoreException.of(folder, "clean", e);
        }
    }

    static void remove(Path file, Exception reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /// CRC-32C of a file.
    static long crc32c(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                crc.update(buffer.flip());
                buffer.clear();
            }
        }
        return crc.getValue();
    }

    /// Forces a file's content, or a folder's entries, to disk.
    static void force(Path path) throws IOException {
        StandardOpenOption mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        MemoryDatabase.close(folder, connection);
    }

    /// A segment that lies complete and forced to disk below `data/tmp`.
    ///
    /// @param file where it lies
    /// @param record where it belongs
    public record StagedSegment(Path file, SegmentRecord record) {}
}
