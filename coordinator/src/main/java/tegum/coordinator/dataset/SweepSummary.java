package tegum.coordinator.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.protocol.SweepVersion;

/// The rows of a sweep's view as a segment, for versions of which nothing can change any more: a view over ten million
/// trainings takes tens of seconds, its ten thousand rows do not.
public final class SweepSummary {
    /// Folder of the summaries, beside those of the relations.
    public static final String RELATION = "summaries";

    /// Raised when the columns of a sweep's view change, or what they mean: then older summaries are not used.
    private static final int VERSION = 1;

    /// Trainings that are ranked at once, so that the memory for it has a bound.
    private static final long TRAININGS_AT_ONCE = 500_000;

    private static final int MOST_PARTS = 256;

    private SweepSummary() {}

    /// Whether a segment is a summary that this program may show.
    public static boolean isUsable(SegmentRecord segment) {
        return segment.relation().equals(RELATION) && segment.path().endsWith("-v%d.parquet".formatted(VERSION));
    }

    /// Writes the rows of a version's view, as `data/views.sql` defines it, below `data/tmp` and forces them to disk.
    ///
    /// @param trainings how many the version has
    /// @param name `<epoch>-<sequence>`, never used before
    /// @throws StoreException if that fails; nothing is left behind
    public static StagedSegment write(Path folder, SweepVersion sweep, long trainings, String name) {
        SegmentDraft draft = new SegmentDraft(folder, RELATION, sweep.toString(), "%s-v%d".formatted(name, VERSION));
        try (DuckDBConnection connection = MemoryDatabase.open(_ -> {});
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET memory_limit = '512MB'");
            statement.execute("SET temp_directory = "
                    + Sql.text(folder.resolve(DataSet.TMP)
                            .resolve("summary")
                            .toAbsolutePath()
                            .toString()));
            statement.execute(ManifestFiles.viewsOf(folder));
            draft.copy(statement, query(sweep, trainings));
            long rows = 0;
            try (ResultSet counted =
                    statement.executeQuery("SELECT count(*) FROM read_parquet(%s)".formatted(draft.quotedFile()))) {
                if (counted.next()) {
                    rows = counted.getLong(1);
                }
            }
            return draft.staged(rows);
        } catch (SQLException | IOException e) {
            draft.remove(e);
            throw StoreException.of(folder, "summarise", e);
        }
    }

    /// The view in parts of the range of cell ids, which are spread evenly.
    private static String query(SweepVersion sweep, long trainings) {
        int parts = Math.clamp(Math.ceilDiv(trainings, TRAININGS_AT_ONCE), 1, MOST_PARTS);
        List<String> queries = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            String from = part == 0 ? "" : " AND cell >= '%02x'".formatted(part * MOST_PARTS / parts);
            String to = part == parts - 1 ? "" : " AND cell < '%02x'".formatted((part + 1) * MOST_PARTS / parts);
            queries.add("SELECT * FROM %s WHERE true%s%s".formatted(Sql.name(sweep.toString()), from, to));
        }
        return String.join(" UNION ALL ", queries);
    }
}
