package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.SweepVersion;
import tegum.spec.text.SpecReader;

/// Goal: merging segments changes nothing that anybody can see, and no reader loses a file under its feet.
/// Method: a sweep stored in many small commits, compacted, and looked at from inside and outside.
class CompactionTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);
    private static final Clock NEXT_DAYS = Clock.offset(CLOCK, StoreCare.LINGER.plus(Duration.ofSeconds(1)));

    private static final String YAML = Trainings.yaml("phase", "[0.5, 1, 2]", "[1, 0.9, 0.8]", 20);
    private static final int TRAININGS = 180;

    @TempDir
    Path folder;

    /// Stands for the process being killed.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void train(String yaml, int each) {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = results.submit(SpecReader.read(yaml), yaml, "ada");
            results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            for (int from = 0; from < TRAININGS; from += each) {
                IndexSet indices = IndexSet.of(new IndexRange(from, from + each));
                results.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, indices)));
            }
        }
    }

    @Test
    void smallSegmentsBecomeFewAndSayTheSame() {
        train(YAML, 2);
        List<List<?>> before = seen();
        String digest = digest();

        StoreCare.Compacted compacted = StoreCare.compact(folder, new SqliteSource(), CLOCK);

        assertThat(compacted.merged()).isGreaterThan(compacted.into());
        assertThat(seen()).isEqualTo(before);
        assertThat(digest()).isEqualTo(digest);
        assertThat(listed("trainings")).hasSize(1);
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
        assertThat(StoreCare.compact(folder, new SqliteSource(), CLOCK)).isEqualTo(new StoreCare.Compacted(0, 0, 0, 0));
    }

    @Test
    void aRunKeepsTheNumberOfSegmentsSmallByItself() {
        train(YAML, 2);

        assertThat(listed("trainings")).hasSizeLessThan(20);
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void whoHoldsAnOlderManifestReadsOn() throws IOException, SQLException {
        train(YAML, 20);
        String views = Files.readString(folder.resolve("data/views.sql"));
        List<String> before = outside(views);

        StoreCare.compact(folder, new SqliteSource(), CLOCK);
        StoreCare.gc(folder, new SqliteSource(), CLOCK);

        assertThat(outside(views)).isEqualTo(before);
        assertThat(outside(Files.readString(folder.resolve("data/views.sql")))).isEqualTo(before);
    }

    @Test
    void replacedFilesGoAfterADay() throws IOException {
        train(YAML, 20);
        StoreCare.compact(folder, new SqliteSource(), CLOCK);
        long lingering = files();

        StoreCare.Cleaned cleaned = StoreCare.gc(folder, new SqliteSource(), NEXT_DAYS);

        assertThat(cleaned.files()).hasSizeGreaterThanOrEqualTo(9);
        assertThat(files()).isEqualTo(lingering - cleaned.files().size());
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void weightsThatAreNotTheBestAreLeftOut() {
        String best = YAML + "keep: {weights: best}\n";
        train(best, 60);
        List<List<?>> before = query("FROM weights ORDER BY ALL");
        long rows = rows("weights");

        StoreCare.compact(folder, new SqliteSource(), CLOCK);

        assertThat(rows).isGreaterThan(9);
        assertThat(rows("weights")).isEqualTo(9);
        assertThat(query("FROM weights ORDER BY ALL")).isEqualTo(before);
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void aDamagedSegmentIsNotMerged() throws IOException {
        train(YAML, 60);
        Path segment = folder.resolve(listed("trainings").getFirst());
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 3] ^= 0x55;
        Files.write(segment, bytes);

        assertThatThrownBy(() -> StoreCare.compact(folder, new SqliteSource(), CLOCK))
                .hasMessageContaining("is damaged");

        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .anyMatch(problem -> problem.contains("damaged"));
    }

    @ParameterizedTest
    @EnumSource(value = CommitStep.class, names = "SHOWN", mode = EnumSource.Mode.EXCLUDE)
    void aMergeCutOffAnywhereLosesNothing(CommitStep cut) {
        train(YAML, 20);
        List<List<?>> before = seen();
        boolean[] armed = {false};
        StoredResults doomed = StoredResults.open(folder, CLOCK, step -> {
            if (armed[0] && step == cut) {
                throw new Killed();
            }
        });
        armed[0] = true;

        assertThatThrownBy(doomed::compact).isInstanceOf(Killed.class);
        doomed.abandon();

        assertThat(seen()).as("by the manifest from before").isEqualTo(before);
        StoreCare.compact(folder, new SqliteSource(), CLOCK);
        StoreCare.gc(folder, new SqliteSource(), CLOCK);
        assertThat(seen()).isEqualTo(before);
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK))
                .isEqualTo(new StoreCare.Checked(List.of(), List.of()));
    }

    private List<List<?>> seen() {
        List<List<?>> seen = new ArrayList<>(query("FROM trainings ORDER BY ALL"));
        seen.addAll(query("FROM weights ORDER BY ALL"));
        seen.addAll(query("FROM \"phase\" ORDER BY ALL"));
        seen.addAll(query("FROM cells ORDER BY ALL"));
        return seen;
    }

    private List<List<?>> query(String sql) {
        try (QueryEngine engine = QueryEngine.open(folder);
                QueryResult rows = engine.query(sql)) {
            return List.copyOf(rows.all());
        }
    }

    private String digest() {
        try (QueryEngine engine = QueryEngine.open(folder)) {
            return Digest.of(engine, new SweepVersion("phase", 1));
        }
    }

    private List<String> outside(String views) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET file_search_path = '" + folder.toAbsolutePath() + "'");
            statement.execute(views);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    SELECT t.cell || t.replicate || w."values"::VARCHAR FROM trainings t
                    JOIN weights w USING (cell, replicate) ORDER BY ALL""")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private List<String> listed(String relation) {
        try (Stream<String> lines = Files.lines(folder.resolve("data/manifest.json"))) {
            return lines.filter(line -> line.contains("\"relation\":\"" + relation + "\""))
                    .map(line -> line.replaceAll(".*\"path\":\"([^\"]*)\".*", "$1"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long rows(String relation) {
        try (Stream<String> lines = Files.lines(folder.resolve("data/manifest.json"))) {
            return lines.filter(line -> line.contains("\"relation\":\"" + relation + "\""))
                    .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"rows\":(\\d+).*", "$1")))
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
