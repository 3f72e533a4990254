package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.protocol.Verdict;
import tegum.spec.text.SpecReader;

/// What the store says and keeps when the disk is full or not writable, on a file system of its own.
class HostileDiskTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String YAML = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 1000);

    @TempDir
    Path folder;

    private boolean mounted;

    private Path mount(String size) throws IOException, InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        assumeTrue(mounted, "this user may not mount a small file system");
        return folder.resolve("store");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    @Test
    void aFullDiskIsSaidAndLosesNothing() throws IOException, InterruptedException {
        Path store = mount("4m");
        long before;
        try (StoredResults results = StoredResults.open(store, CLOCK)) {
            Submission submission = results.submit(SpecReader.read(YAML), YAML, "ada");
            results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            FinishedPart first = Trainings.part(submission.sweep(), submission.plan(), 0, 0, 500);
            FinishedPart second = Trainings.part(submission.sweep(), submission.plan(), 0, 500, 1000);
            results.commit(List.of(first));
            before = results.counts(submission.sweep()).done();
            Path ballast = fill();

            assertThatThrownBy(() -> results.commit(List.of(second)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the disk is full")
                    .hasMessageContaining(store.toString());
            assertThat(results.counts(submission.sweep()).done()).isEqualTo(before);

            Files.delete(ballast);
            assertThat(results.commit(List.of(second)).getFirst().verdict()).isEqualTo(Verdict.NEW);
            assertThat(results.counts(submission.sweep()).done()).isEqualTo(before + 500);
        }
        StoreCare.gc(store, new SqliteSource(), CLOCK);
        assertThat(StoreCare.check(store, new SqliteSource(), CLOCK).problems()).isEmpty();
    }

    private Path fill() throws IOException {
        Path ballast = folder.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return ballast;
    }

    @Test
    void aFullDiskRefusesANewStore() throws IOException, InterruptedException {
        Path store = mount("1m");
        fill();

        assertThatThrownBy(() -> StoredResults.open(store, CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the disk is full");
    }

    @Test
    void aReadOnlyFolderIsSaid() throws IOException, InterruptedException {
        Path store = mount("4m");
        StoredResults.open(store, CLOCK).close();
        assertThat(run("mount", "-o", "remount,ro", folder.toString())).isTrue();

        assertThatThrownBy(() -> StoredResults.open(store, CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not writable");
        assertThatThrownBy(() -> StoredResults.open(folder.resolve("new"), CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not writable");
    }
}
