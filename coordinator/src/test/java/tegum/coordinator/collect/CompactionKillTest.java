package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;

/// Goal: kill -9 in the middle of a merge loses nothing, doubles nothing and hides nothing.
/// Method: a process that commits and merges all the time is killed some milliseconds after it began a merge, and
/// started
/// again; after each kill the store is read from outside. In the end its digest is that of a store nobody disturbed.
@Timeout(600)
class CompactionKillTest {
    private static final int MOST_MILLIS = 250;

    @TempDir
    private Path folder;

    @TempDir
    private Path undisturbed;

    @Test
    void threeKillsLoseNothing() throws IOException, InterruptedException {
        survives(3, 20_261_126L);
    }

    @Test
    @Tag("long")
    void twentyKillsLoseNothing() throws IOException, InterruptedException {
        survives(20, 20_261_127L);
    }

    private void survives(int kills, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        long stored = 0;
        for (int kill = 0; kill < kills; kill++) {
            kill(1 + random.nextInt(3), random.nextInt(MOST_MILLIS));
            long now = trainings();
            assertThat(now).as("kill %d, seed %d", kill, seed).isGreaterThanOrEqualTo(stored);
            stored = now;
        }
        CompactingProcess.goOn(folder);
        StoreCare.gc(folder, new SqliteSource(), Clock.systemUTC());
        CompactingProcess.goOn(undisturbed);

        assertThat(StoreCare.check(folder, new SqliteSource(), Clock.systemUTC()))
                .isEqualTo(new StoreCare.Checked(List.of(), List.of()));
        assertThat(digest(folder)).isEqualTo(digest(undisturbed));
    }

    /// Starts the process and kills it a while after it began the given merge, or when it has ended.
    private void kill(int merge, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CompactingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (int seen = 0; seen < merge && said.readLine() != null; seen++) {
                assertThat(seen).isLessThan(merge);
            }
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private long trainings() {
        try (QueryEngine engine = QueryEngine.open(folder);
                QueryResult rows = engine.query("SELECT count(*), count(DISTINCT (cell, replicate)) FROM trainings")) {
            List<?> counts = rows.all().getFirst();
            assertThat(counts.get(1)).isEqualTo(counts.get(0));
            return (Long) counts.get(0);
        }
    }

    private static String digest(Path store) {
        try (QueryEngine engine = QueryEngine.open(store)) {
            return Digest.of(engine, new SweepVersion("phase", 1));
        }
    }
}
