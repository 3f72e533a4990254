package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: a store that is being written can be looked at from elsewhere, and only looked at.
@Timeout(300)
class SecondTerminalTest {
    private static final String COUNT = "SELECT count(*) AS n FROM trainings";

    @TempDir
    private Path folder;

    @Test
    void othersLookWhileOneWrites() {
        String yaml = Specs.ofTwoShapes(10);
        String spec = Specs.write(folder, "proof.yaml", yaml);
        Program program = Program.in(folder);
        StoreFolder store = new StoreFolder(folder.resolve("store"));

        // One core leaves the run enough to do while the others look.
        try (Running run = program.start("run", spec, "--cores", "1", "--store", "store")) {
            assertThat(run.awaits(Program.LONGEST_COMMAND, () -> store.storedTrainings() > 0))
                    .isTrue();
            // Leases are counted once a second and commits come in between, so the moment has to be waited for.
            assertThat(run.awaits(Program.LONGEST_COMMAND, () -> store.number("SELECT running FROM sweeps") > 0))
                    .as("what is being trained is seen")
                    .isTrue();
            Ended status;
            Ended second;
            Ended query;
            Ended plot;
            try (Running statusRuns = program.start("status", "--format", "json", "--store", "store");
                    Running secondRuns = program.start("run", spec, "--store", "store");
                    Running queryRuns = program.start("query", COUNT, "--format", "json", "--store", "store");
                    Running plotRuns = program.start("plot", "proof", "--out", "pictures", "--store", "store")) {
                status = statusRuns.ended(Program.LONGEST_COMMAND);
                second = secondRuns.ended(Program.LONGEST_COMMAND);
                query = queryRuns.ended(Program.LONGEST_COMMAND);
                plot = plotRuns.ended(Program.LONGEST_COMMAND);
            }
            assertThat(run.isAlive()).as("it still runs").isTrue();

            assertRunning(status);
            assertOneSentence(second);
            assertThat(second.err()).contains("in use");
            assertThat(query.exit()).as(query.said()).isZero();
            assertThat(StoreFolder.json(query.out()).get(0).get("n").asLong()).isPositive();
            assertThat(plot.exit()).as(plot.said()).isZero();
            assertThat(folder.resolve("pictures")).isNotEmptyDirectory();

            Ended ended = run.ended(Program.LONGEST_COMMAND);
            assertThat(ended.exit()).as(ended.said()).isZero();
        }
        assertThat(Undisturbed.digest(program, "store", "proof")).isEqualTo(Undisturbed.digest(yaml));
    }

    private static void assertRunning(Ended status) {
        assertThat(status.exit()).as(status.said()).isZero();
        JsonNode sweep = StoreFolder.json(status.out()).get(0);
        assertThat(sweep.get("state").asText()).isEqualTo("running");
        assertThat(sweep.get("done").asLong()).isPositive();
        // Leases are counted once a second and commits in between, so a moment without a lease may be seen.
        assertThat(sweep.get("running").asLong() + sweep.get("waiting").asLong())
                .isPositive();
        long sum = List.of("done", "failed", "running", "waiting", "cancelled").stream()
                .mapToLong(count -> sweep.get(count).asLong())
                .sum();
        assertThat(sum).isEqualTo(sweep.get("planned").asLong());
    }

    /// The program is unavailable, and says why in one sentence; a run may have told its progress before.
    static void assertOneSentence(Ended ended) {
        assertThat(ended.exit()).as(ended.said()).isEqualTo(5);
        List<String> lines = ended.err()
                .lines()
                .filter(line -> !line.isBlank() && !line.matches("[a-z0-9-]+@\\d+: [\\d,]+ of [\\d,]+ trainings.*"))
                .toList();
        assertThat(lines).as(ended.said()).hasSize(1);
        assertThat(lines.getFirst()).startsWith("tegum: ").doesNotContain("Exception");
        assertThat(ended.out()).doesNotContain("\tat ");
    }
}
