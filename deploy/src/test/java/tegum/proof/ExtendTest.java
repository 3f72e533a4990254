package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: a training that is stored is never trained again, whichever version or sweep asks for it.
/// Method: trainings are counted in the worker's log and in the data set, rows of older views compared as text.
@Timeout(300)
class ExtendTest {
    @TempDir
    private Path folder;

    @Test
    void aChangedSpecTrainsOnlyWhatIsMissing() {
        Program program = Program.in(folder);
        StoreFolder store = new StoreFolder(folder.resolve("store"));

        assertCounts(run(program, Specs.ofPairs("pairs", "0.2, 0.5, 1, 2", "0.5, 0.2, 0.1, 0.05", 10, 400)), 160, 0);
        List<List<@Nullable String>> first = store.query("FROM \"pairs@1\" ORDER BY ALL");
        assertThat(first).hasSize(16);

        assertCounts(run(program, Specs.ofPairs("pairs", "0.2, 0.5, 1, 2", "0.5, 0.2, 0.1, 0.05", 20, 400)), 320, 160);
        assertThat(store.trainedTrainings()).isEqualTo(320);
        List<List<@Nullable String>> second = store.query("FROM \"pairs@2\" ORDER BY ALL");
        assertThat(store.query("FROM \"pairs\" ORDER BY ALL")).isEqualTo(second);
        assertThat(store.query("SELECT DISTINCT replicates FROM \"pairs\"")).isEqualTo(List.of(List.of("20")));
        assertThat(store.query("FROM \"pairs@1\" ORDER BY ALL")).isEqualTo(first);

        assertCounts(
                run(program, Specs.ofPairs("pairs", "0.2, 0.5, 1, 2, 5", "0.5, 0.2, 0.1, 0.05", 20, 400)), 400, 320);
        assertThat(store.trainedTrainings()).isEqualTo(400);
        assertThat(store.query("FROM \"pairs@1\" ORDER BY ALL")).isEqualTo(first);
        assertThat(store.query("FROM \"pairs@2\" ORDER BY ALL")).isEqualTo(second);
        assertThat(store.number("SELECT count(*) FROM \"pairs\"")).isEqualTo(20);

        // Two of its four ratios and all its densities are the other sweep's: it shares six of twelve cells.
        assertCounts(run(program, Specs.ofPairs("others", "0.5, 1, 3, 4", "0.5, 0.1, 0.05", 10, 400)), 120, 60);
        assertThat(store.trainedTrainings()).isEqualTo(460);
        assertThat(store.query("FROM \"pairs@1\" ORDER BY ALL")).isEqualTo(first);
        assertThat(store.query("FROM \"pairs@2\" ORDER BY ALL")).isEqualTo(second);
        assertStoredOnce(store, 460);
        assertThat(Undisturbed.digest(program, "store", "pairs@1"))
                .isEqualTo(
                        Undisturbed.digest(Specs.ofPairs("pairs", "0.2, 0.5, 1, 2", "0.5, 0.2, 0.1, 0.05", 10, 400)));
    }

    @Test
    void interruptedSweepsShareLikeUndisturbedOnes() {
        String one = Specs.ofPairs("one", "0.2, 0.5, 1, 2", "0.5, 0.2, 0.1, 0.05", 20, 4000);
        String two = Specs.ofPairs("two", "1, 2, 3, 4", "0.5, 0.2, 0.1, 0.05", 20, 4000);
        Program program = Program.in(folder);
        StoreFolder store = new StoreFolder(folder.resolve("store"));
        String specOne = Specs.write(folder, "one.yaml", one);
        String specTwo = Specs.write(folder, "two.yaml", two);

        killInTheMiddle(program, store, specOne);
        killInTheMiddle(program, store, specTwo);
        Ended endOne = program.run("run", specOne, "--store", "store");
        Ended endTwo = program.run("run", specTwo, "--store", "store");

        assertThat(endOne.exit()).as(endOne.said()).isZero();
        assertThat(endTwo.exit()).as(endTwo.said()).isZero();
        assertStoredOnce(store, 480);
        // Alone in a store each, they train and store the same.
        assertThat(Undisturbed.digest(program, "store", "one")).isEqualTo(Undisturbed.digest(one));
        assertThat(Undisturbed.digest(program, "store", "two")).isEqualTo(Undisturbed.digest(two));
        assertThat(store.number("SELECT count(*) FROM \"one@1 trainings\"")).isEqualTo(320);
        assertThat(store.number("SELECT count(*) FROM \"two@1 trainings\"")).isEqualTo(320);
    }

    private static void killInTheMiddle(Program program, StoreFolder store, String spec) {
        long before = store.storedTrainings();
        try (Running run = program.start("run", spec, "--store", "store")) {
            assertThat(run.awaits(Program.LONGEST_COMMAND, () -> store.storedTrainings() > before))
                    .isTrue();
            assertThat(run.isAlive()).as("in the middle").isTrue();
            run.kill();
        }
        assertThat(store.manifest().sweeps().getLast().state()).isEqualTo("running");
    }

    /// Runs a spec to its end.
    ///
    /// @return what `tegum status` says of its latest version
    private JsonNode run(Program program, String yaml) {
        Ended run = program.run("run", Specs.write(folder, "spec.yaml", yaml), "--store", "store");
        assertThat(run.exit()).as(run.said()).isZero();
        String name = yaml.lines().findFirst().orElseThrow().substring("name: ".length());
        Ended status = program.run("status", name, "--format", "json", "--store", "store");
        assertThat(status.exit()).as(status.said()).isZero();
        JsonNode versions = StoreFolder.json(status.out());
        JsonNode latest = versions.get(versions.size() - 1);
        assertThat(run.out())
                .contains("%,d of which reused".formatted(latest.get("reused").asLong()));
        return latest;
    }

    private static void assertCounts(JsonNode sweep, long planned, long reused) {
        assertThat(sweep.get("state").asText()).isEqualTo("done");
        assertThat(sweep.get("planned").asLong()).isEqualTo(planned);
        assertThat(sweep.get("done").asLong()).isEqualTo(planned);
        assertThat(sweep.get("reused").asLong()).isEqualTo(reused);
    }

    private static void assertStoredOnce(StoreFolder store, long trainings) {
        assertThat(store.query("""
                SELECT count(*), count(DISTINCT (cell, stream, replicate, numerics, measurement)) FROM trainings""")).isEqualTo(List.of(List.of(Long.toString(trainings), Long.toString(trainings))));
    }
}
