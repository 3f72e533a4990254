package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;
import tegum.spec.text.SpecReader;

class CrashTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String YAML = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);

    @TempDir
    Path folder;

    @TempDir
    Path undisturbed;

    /// Stands for the process being killed.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// Goal: wherever a commit is cut off, nothing is lost or doubled.
    /// Method: the process dies at the given step of the second commit of a sweep; then the sweep goes on.
    @ParameterizedTest
    @EnumSource(CommitStep.class)
    void aCrashLosesAndDoublesNothing(CommitStep cut) throws IOException {
        int[] countdown = {Integer.MAX_VALUE};
        StoredResults doomed = StoredResults.open(folder, CLOCK, step -> {
            if (step == cut && --countdown[0] == 0) {
                throw new Killed();
            }
        });
        Submission submission = doomed.submit(SpecReader.read(YAML), YAML, "ada");
        doomed.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
        doomed.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, 0, 20)));
        countdown[0] = 1;

        assertThatThrownBy(
                        () -> doomed.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, 20, 40))))
                .isInstanceOf(Killed.class);
        doomed.abandon();
        assertReadersSeeTheManifest();

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            boolean wasRegistered = cut == CommitStep.REGISTERED || cut == CommitStep.SHOWN;
            assertThat(results.counts(submission.sweep()).done()).isEqualTo(wasRegistered ? 40 : 20);
            assertReadersSeeTheManifest();
            StoredResultsTest.trainAll(results, results.submit(SpecReader.read(YAML), YAML, "ada"));
        }
        assertThat(StoreCare.gc(folder, new SqliteSource(), CLOCK).files().isEmpty())
                .isEqualTo(cut != CommitStep.STAGED && cut != CommitStep.PUBLISHED);
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
        assertThat(digest(folder)).isEqualTo(digestOfAnUndisturbedRun());
    }

    private String digestOfAnUndisturbedRun() {
        try (StoredResults results = StoredResults.open(undisturbed, CLOCK)) {
            StoredResultsTest.trainAll(results, results.submit(SpecReader.read(YAML), YAML, "ada"));
        }
        return digest(undisturbed);
    }

    private static String digest(Path store) {
        try (QueryEngine engine = QueryEngine.open(store)) {
            return Digest.of(engine, new SweepVersion("phase", 1));
        }
    }

    /// Rows in the manifest are the rows of the files that it names, for anybody who reads both.
    private void assertReadersSeeTheManifest() throws IOException {
        String manifest = Files.readString(folder.resolve("data/manifest.json"));
        long rows = 0;
        for (String line : manifest.lines().toList()) {
            if (line.contains("\"relation\":\"trainings\"")) {
                String path = line.replaceAll(".*\"path\":\"([^\"]*)\".*", "$1");
                assertThat(folder.resolve(path)).isRegularFile();
                rows += Long.parseLong(line.replaceAll(".*\"rows\":(\\d+).*", "$1"));
            }
        }
        assertThat(manifest).contains("\"rows\":" + rows + "}");
        try (QueryEngine engine = QueryEngine.open(folder);
                QueryResult answer = engine.query("SELECT count(*) FROM trainings")) {
            assertThat(answer.all()).containsExactly(List.of(rows));
        }
    }

    @Test
    void checkFindsADamagedFile() throws IOException {
        train();
        Path segment = someSegment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 3] ^= 0x55;
        Files.write(segment, bytes);

        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .anyMatch(problem -> problem.contains("damaged"));
    }

    @Test
    void checkFindsATornAndAMissingFile() throws IOException {
        train();
        Path segment = someSegment();
        Files.write(segment, java.util.Arrays.copyOf(Files.readAllBytes(segment), 100));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .anyMatch(problem -> problem.contains("has 100 bytes"));

        Files.delete(segment);
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .anyMatch(problem -> problem.contains("is missing"));
    }

    @Test
    void gcRemovesLeftoversAndNothingElse() throws IOException {
        train();
        Path stray = Files.writeString(folder.resolve("data/trainings/phase@1/9-9.parquet"), "torn");
        Path draft = Files.writeString(folder.resolve("data/tmp/draft"), "half");
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).leftovers())
                .hasSize(2);

        assertThat(StoreCare.gc(folder, new SqliteSource(), CLOCK))
                .isEqualTo(new StoreCare.Cleaned(List.of("data/tmp/draft", "data/trainings/phase@1/9-9.parquet"), 8));

        assertThat(stray).doesNotExist();
        assertThat(draft).doesNotExist();
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void careRefusesAStoreInUse() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            assertThat(results.epoch()).isPositive();
            assertThatThrownBy(() -> StoreCare.gc(folder, new SqliteSource(), CLOCK))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use");
            assertThatThrownBy(() -> StoreCare.check(folder, new SqliteSource(), CLOCK))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void careRefusesAFolderWithoutAStore() {
        assertThatThrownBy(() -> StoreCare.check(folder, new SqliteSource(), CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no store");
        assertThat(folder).isEmptyDirectory();
    }

    private void train() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            StoredResultsTest.trainAll(results, results.submit(SpecReader.read(YAML), YAML, "ada"));
        }
    }

    private Path someSegment() throws IOException {
        try (var files = Files.list(folder.resolve("data/trainings/phase@1"))) {
            return files.findFirst().orElseThrow();
        }
    }
}
