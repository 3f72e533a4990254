package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: Ctrl-C and SIGTERM end a run soon, and nothing that was trained is trained again.
@Timeout(300)
class InterruptTest {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void anInterruptedRunGoesOnWhereItEnded() {
        String yaml = Specs.ofTwoShapes(10);
        String spec = Specs.write(folder, "proof.yaml", yaml);
        // A test run in the background may ignore SIGINT, and its children inherit that.
        Program program = Program.in(folder).startedBy("env", "--default-signal=INT");
        StoreFolder store = new StoreFolder(folder.resolve("store"));

        interrupts(program, store, spec, "INT", 130);
        interrupts(program, store, spec, "TERM", 143);
        Ended last = program.run("run", spec, "--store", "store");

        assertThat(last.exit()).as(last.said()).isZero();
        assertThat(store.number("SELECT count(*) FROM trainings")).isEqualTo(1_280);
        assertThat(store.trainedTrainings())
                .as("trained in all, with none again")
                .isEqualTo(1_280);
        assertThat(Undisturbed.digest(program, "store", "proof")).isEqualTo(Undisturbed.digest(yaml));
    }

    private static void interrupts(Program program, StoreFolder store, String spec, String signal, int exit) {
        long before = store.storedTrainings();
        try (Running run = program.start("run", spec, "--store", "store")) {
            assertThat(run.awaits(Program.LONGEST_COMMAND, () -> store.storedTrainings() > before))
                    .isTrue();
            run.signal(signal);
            Ended ended = run.ended(LONGEST_STOP);

            assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
            assertThat(ended.err()).doesNotContain("\tat ").contains("The same command goes on");
        }
        Ended status = program.run("status", "proof", "--format", "json", "--store", "store");
        assertThat(status.exit()).as(status.said()).isZero();
        JsonNode sweep = StoreFolder.json(status.out()).get(0);
        assertThat(sweep.get("state").asText()).isEqualTo("interrupted");
        assertThat(sweep.get("running").asLong()).isZero();
        assertThat(sweep.get("done").asLong()).isGreaterThan(before).isEqualTo(store.storedTrainings());
        assertThat(sweep.get("waiting").asLong()).isPositive();
        assertThat(sweep.get("done").asLong() + sweep.get("waiting").asLong())
                .isEqualTo(sweep.get("planned").asLong());
    }
}
