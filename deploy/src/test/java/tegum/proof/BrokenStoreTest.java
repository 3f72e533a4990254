package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Goal: a store that cannot be used is said to be so in one sentence, and when it is repaired nothing is lost.
@Timeout(300)
class BrokenStoreTest {
    private static final String YAML = Specs.ofPairs("pairs", "0.2, 0.5, 1, 2", "0.5, 0.2, 0.1, 0.05", 10, 2000);

    @TempDir
    private Path folder;

    @Test
    void aFileIsNoStore() throws IOException {
        Files.writeString(folder.resolve("store"), "a letter");

        SecondTerminalTest.assertOneSentence(run());
        SecondTerminalTest.assertOneSentence(Program.in(folder).run("status", "--store", "store"));
        assertThat(folder.resolve("store")).hasContent("a letter");
    }

    @Test
    void aForeignLedgerIsLeftAlone() throws IOException {
        Path ledger = folder.resolve("store/ledger.db");
        Files.createDirectories(folder.resolve("store"));
        Files.writeString(ledger, "the accounts of another program\n".repeat(400));

        Ended refused = run();

        SecondTerminalTest.assertOneSentence(refused);
        assertThat(refused.err()).contains("ledger.db");
        assertThat(ledger).hasContent("the accounts of another program\n".repeat(400));
        Files.delete(ledger);
        assertDone(run());
    }

    @Test
    void aTornSegmentIsNamed() throws IOException {
        assertDone(run());
        StoreFolder store = new StoreFolder(folder.resolve("store"));
        Path segment = store.path()
                .resolve(store.manifest().segments().stream()
                        .filter(each -> each.relation().equals("trainings"))
                        .findFirst()
                        .orElseThrow()
                        .path());
        byte[] whole = Files.readAllBytes(segment);
        Program program = Program.in(folder);

        Files.write(segment, java.util.Arrays.copyOf(whole, whole.length / 2));
        Ended check = program.run("store", "check", "--store", "store");
        Ended query = program.run("query", "SELECT avg(loss) FROM trainings", "--store", "store");
        Ended digest = program.run("digest", "pairs", "--store", "store");

        assertThat(check.exit()).as(check.said()).isEqualTo(5);
        assertThat(check.out() + check.err())
                .contains(segment.getFileName().toString())
                .doesNotContain("\tat ");
        SecondTerminalTest.assertOneSentence(query);
        SecondTerminalTest.assertOneSentence(digest);
        assertThat(query.err()).contains(segment.getFileName().toString());

        Files.write(segment, whole);
        assertThat(Undisturbed.digest(program, "store", "pairs")).isEqualTo(Undisturbed.digest(YAML));
    }

    @Test
    void aReadOnlyFolderIsSaidToBeOne() throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", store.toString()), "no right to mount");
        try {
            Ended refused = run();

            SecondTerminalTest.assertOneSentence(refused);
            assertThat(refused.err()).contains("not writable");
        } finally {
            command("umount", store.toString());
        }
        assertDone(run());
    }

    /// @param ballastBytes of 2 MiB: what is left takes the ledger alone, or the first results as well
    @ParameterizedTest
    @ValueSource(ints = {1_950_000, 1_850_000})
    void aRunGoesOnWhenTheDiskHasRoomAgain(int ballastBytes) throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", store.toString()), "no right to mount");
        try {
            Path ballast = store.resolve("ballast");
            Files.write(ballast, new byte[ballastBytes]);
            Ended refused = run();

            SecondTerminalTest.assertOneSentence(refused);
            assertThat(refused.err()).contains("disk is full");

            Files.delete(ballast);
            assertThat(command("mount", "-o", "remount,size=64m", store.toString()))
                    .isTrue();
            assertDone(run());
            Program program = Program.in(folder);
            // Files of the commit that failed may lie there, registered by nobody.
            assertDone(program.run("store", "gc", "--store", "store"));
            assertDone(program.run("store", "check", "--store", "store"));
            assertThat(Undisturbed.digest(program, "store", "pairs")).isEqualTo(Undisturbed.digest(YAML));
            assertThat(new StoreFolder(store)
                            .query("SELECT count(*), count(DISTINCT (cell, stream, replicate)) FROM trainings"))
                    .isEqualTo(List.of(List.of("160", "160")));
        } finally {
            command("umount", store.toString());
        }
    }

    private Ended run() {
        return Program.in(folder).run("run", Specs.write(folder, "pairs.yaml", YAML), "--store", "store");
    }

    private static void assertDone(Ended ended) {
        assertThat(ended.exit()).as(ended.said()).isZero();
    }

    private static boolean command(String... words) throws IOException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
