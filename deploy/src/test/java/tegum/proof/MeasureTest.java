package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: other thresholds are a matter of measuring, not of training.
/// Method: the real program; trainings are counted in the worker's log.
@Timeout(300)
class MeasureTest {
    private static final String SPEC = Specs.ofPairs("pairs", "0.2, 0.5, 1, 2", "0.5, 0.2, 0.1, 0.05", 10, 400);

    @TempDir
    private Path folder;

    @Test
    void otherThresholdsChangeWhatTheyShouldAndTrainNothing() {
        Program program = Program.in(folder);
        StoreFolder store = new StoreFolder(folder.resolve("store"));
        run(program, SPEC);
        String digest = Undisturbed.digest(program, "store", "pairs@1");
        String view = "SELECT * FROM \"pairs@1\" ORDER BY ALL";
        List<?> before = store.query(view);

        Ended measured = program.run(
                "measure", "pairs", "--represented", "0.95", "--edge", "0.85", "--store", "store", "--format", "json");

        assertThat(measured.exit()).as(measured.said()).isZero();
        Ended again = program.run("measure", "pairs", "--edge", "0.85", "--store", "store");
        assertThat(again.out()).contains("no threshold differs from those of pairs@2: nothing was measured");
        assertThat(StoreFolder.json(measured.out()).get("remeasured").asLong()).isEqualTo(160);
        // As a reader of the rows would count: other shapes, or a norm between the two thresholds.
        assertThat(StoreFolder.json(measured.out()).get("changed").asLong())
                .isBetween(1L, 159L)
                .isEqualTo(store.number("""
                SELECT count(*) FROM "pairs@1 trainings" one JOIN "pairs@2 trainings" two USING (cell, replicate)
                WHERE one.composition <> two.composition
                  OR len(list_filter(one.norm, lambda x: x >= 0.5 AND x < 0.95)) > 0"""));
        assertThat(store.trainedTrainings()).isEqualTo(160);
        assertThat(store.query(view)).isEqualTo(before);
        assertThat(Undisturbed.digest(program, "store", "pairs@2")).isEqualTo(digest);
        String kept =
                "SELECT cell, replicate, numerics, outcome, loss, loss_se, train_loss, slope, digest, norm FROM \"pairs@%d trainings\" ORDER BY ALL";
        assertThat(store.query(kept.formatted(2))).isEqualTo(store.query(kept.formatted(1)));
        assertThat(store.number("""
                SELECT count(*) FROM "pairs@1 trainings" one JOIN "pairs@2 trainings" two USING (cell, replicate)
                WHERE one.composition <> two.composition""")).isPositive();
        // The thresholds as the reader of the rows would apply them.
        assertThat(store.number("""
                SELECT count(*) FROM "pairs" JOIN (SELECT cell,
                    avg(len(list_filter(norm, lambda x: x >= 0.95))) AS expected FROM "pairs@2 trainings" GROUP BY cell)
                  USING (cell) WHERE abs(represented_mean - expected) > 1e-12""")).isZero();
        assertThat(store.number("""
                SELECT count(*) FROM "pairs@2 trainings" WHERE composition = '1 digon' AND norm[1] * norm[2] <= 0.85""")).isZero();
        assertSound(program);

        // The same by a run: nothing is trained either, and it says so.
        Ended run = run(program, SPEC + "measure: {edge: 0.3}\n");
        assertThat(run.out()).contains("160 trainings, 160 of which reused (160 measured anew from kept weights)");
        assertThat(store.trainedTrainings()).isEqualTo(160);
        assertSound(program);
    }

    @Test
    void trainingsWithoutWeightsAreNamedAndTrainedByARun() {
        Program program = Program.in(folder);
        StoreFolder store = new StoreFolder(folder.resolve("store"));
        run(program, SPEC + "keep: {weights: best}\n");

        Ended refused = program.run("measure", "pairs", "--edge", "0.3", "--store", "store");

        assertThat(refused.exit()).as(refused.said()).isEqualTo(5);
        assertThat(refused.err()).contains(" of the 160 trainings of pairs@1 keep no weights (keep.weights is best)");
        assertThat(store.manifest().sweeps()).hasSize(1);

        Ended kept = program.run("measure", "pairs", "--edge", "0.3", "--kept", "--store", "store");
        assertThat(kept.exit()).as(kept.said()).isZero();
        long measured = store.number("SELECT count(remeasured_at) FROM \"pairs@2 trainings\"");
        assertThat(measured).isBetween(16L, 159L);
        assertThat(kept.out()).contains("tegum new --from pairs@2");
        Ended spec = program.run("new", "--from", "pairs@2", "--store", "store");
        assertThat(spec.exit()).as(spec.said()).isZero();
        Ended run = run(program, spec.out());
        assertThat(store.manifest().sweeps()).hasSize(2);
        assertThat(run.out()).contains("160 trainings, %d of which reused".formatted(measured));
        assertThat(store.trainedTrainings()).isEqualTo(320 - measured);
        assertSound(program);
    }

    @Test
    void whatIsNotPermittedIsSaidInOneSentence() {
        Program program = Program.in(folder);
        run(program, SPEC);

        Ended negative = program.run("measure", "pairs", "--edge", "-1", "--store", "store");
        Ended focus = program.run("measure", "pairs", "--focus", "7", "--store", "store");
        Ended rule = program.run("measure", "pairs", "--rule", "worst", "--store", "store");
        Ended unknown = program.run("measure", "pears", "--store", "store");

        assertThat(negative.exit()).as(negative.said()).isEqualTo(3);
        assertThat(negative.err()).contains("measure.edge").contains("a number above 0");
        assertThat(focus.exit()).as(focus.said()).isEqualTo(3);
        assertThat(focus.err()).contains("focus");
        assertThat(rule.exit()).as(rule.said()).isEqualTo(2);
        assertThat(unknown.exit()).as(unknown.said()).isEqualTo(5);
        for (Ended ended : List.of(negative, focus, rule, unknown)) {
            assertThat(ended.err()).doesNotContain("at tegum.");
        }
        assertThat(new StoreFolder(folder.resolve("store")).manifest().sweeps()).hasSize(1);
    }

    private Ended run(Program program, String yaml) {
        Ended run = program.run("run", Specs.write(folder, "spec.yaml", yaml), "--store", "store");
        assertThat(run.exit()).as(run.said()).isZero();
        return run;
    }

    private static void assertSound(Program program) {
        Ended check = program.run("store", "check", "--store", "store");
        assertThat(check.exit()).as(check.said()).isZero();
    }
}
