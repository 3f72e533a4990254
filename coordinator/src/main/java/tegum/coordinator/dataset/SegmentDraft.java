package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.ledger.SegmentRecord;

/// A segment while it is written below `data/tmp`.
///
/// @param folder the store's
/// @param relation name of its relation
/// @param owner folder below the relation's
/// @param name `<epoch>-<sequence>`, never used before
record SegmentDraft(Path folder, String relation, String owner, String name) {

    /// Where it is written.
    Path file() {
        return folder.resolve(DataSet.TMP).resolve("%s-%s-%s.parquet".formatted(relation, owner, name));
    }

    /// The same as a text of SQL.
    String quotedFile() {
        return Sql.text(file().toAbsolutePath().toString());
    }

    /// Writes the rows of a query.
    void copy(Statement statement, String query) throws SQLException {
        statement.execute("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(query, quotedFile()));
    }

    /// Forces it to disk, whole as it is.
    ///
    /// @param rows how many it has
    StagedSegment staged(long rows) throws IOException {
        Path file = file();
        DataSet.force(file);
        String path = "data/%s/%s/%s.parquet".formatted(relation, owner, name);
        return new StagedSegment(
                file, new SegmentRecord(relation, owner, path, rows, Files.size(file), DataSet.crc32c(file)));
    }

    /// Removes what is there of it.
    ///
    /// @param reason takes the failure to do so
    void remove(Exception reason) {
        DataSet.remove(file(), reason);
    }
}
