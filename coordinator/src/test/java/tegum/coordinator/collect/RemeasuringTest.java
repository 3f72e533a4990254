package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.spec.Focus;
import tegum.spec.MeasureSettings;
import tegum.spec.RecordSteps;
import tegum.spec.text.SpecReader;
import tegum.statistics.Rule;

/// Goal: other thresholds change what follows from them and nothing else, and nothing is trained for it.
/// Method: made-up results of (2,1), one in ten diverged; rows of both versions compared by SQL.
class RemeasuringTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String YAML = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);
    private static final MeasureSettings WIDE =
            new MeasureSettings(new Focus.Last(), Rule.DROP_WORST, 0.8, 0.5, 0.4, new RecordSteps.Settling());
    private static final SweepVersion FIRST = new SweepVersion("phase", 1);
    private static final SweepVersion SECOND = new SweepVersion("phase", 2);

    @TempDir
    Path folder;

    @Test
    void otherThresholdsChangeTheGeometryAlone() {
        train(YAML);
        List<List<Object>> before = ask("SELECT * FROM \"phase@1\" ORDER BY ALL");

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            assertThat(results.measure(FIRST, WIDE, false, "me")).isEqualTo(SECOND);
            assertThat(results.counts(SECOND)).isEqualTo(new SweepCounts(60, 60, 60, 0, 0, 0, 0));
        }

        assertThat(ask("SELECT * FROM \"phase@1\" ORDER BY ALL")).isEqualTo(before);
        assertThat(ask("SELECT state FROM sweeps ORDER BY version")).containsExactly(List.of("done"), List.of("done"));
        String same = "* EXCLUDE (measurement, composition, remeasured_at)";
        assertThat(ask("SELECT %s FROM \"phase@2 trainings\" ORDER BY cell, replicate".formatted(same)))
                .isEqualTo(ask("SELECT %s FROM \"phase@1 trainings\" ORDER BY cell, replicate".formatted(same)));
        assertThat(ask("SELECT count(*), count(remeasured_at), count(DISTINCT composition) FROM \"phase@2 trainings\""))
                .containsExactly(List.of(60L, 60L, 4L));
        // By hand: two features are a digon when both are represented and their product is above the edge.
        assertThat(ask("""
                SELECT count(*) FROM "phase@2 trainings" WHERE outcome <> 'diverged' AND composition <> CASE
                  len(list_filter(norm, lambda x: x >= 0.8)) WHEN 0 THEN 'none' WHEN 1 THEN
                    CASE WHEN list_min(norm) < 0.1 THEN '1 single' ELSE composition END
                  ELSE CASE WHEN list_product(norm) <= 0.4 THEN composition
                    WHEN abs(dimensionality[1] + dimensionality[2] - 1) < 0.04 THEN '1 digon' ELSE composition END END""")).containsExactly(List.of(0L));
        assertThat(digest(SECOND)).isEqualTo(digest(FIRST));
        assertThat(
                        ask(
                                "SELECT count(*) FROM \"phase@2 trainings\" JOIN weights USING (cell, stream, replicate, numerics)"))
                .isEqualTo(
                        ask(
                                "SELECT count(*) FROM \"phase@1 trainings\" JOIN weights USING (cell, stream, replicate, numerics)"));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void theSameThresholdsGiveTheSameBits() {
        train(YAML);
        String measured = """
                SELECT cell, replicate, outcome, loss, frobenius_sq, dims_per_feature, dimensionality_sum, interference_mean,
                  rank, composition, norm, dimensionality, interference, bias FROM trainings JOIN sweeps USING (measurement)
                  WHERE sweeps.version = %d ORDER BY cell, replicate""";

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            results.measure(FIRST, WIDE, false, "me");
        }
        List<List<Object>> wide = ask(measured.formatted(2));
        Path other = folder.resolve("other");
        try (StoredResults results = StoredResults.open(other, CLOCK)) {
            // Trained and measured with the wide thresholds at once, then anew with the first ones.
            trainAll(results, YAML + "measure: {represented: 0.8, edge: 0.4}\n");
            results.measure(FIRST, MeasureSettings.DEFAULT, false, "me");
        }

        assertThat(ask(folder, measured.formatted(1))).isEqualTo(ask(other, measured.formatted(2)));
        // Those were measured with the default thresholds by the fake worker too, so the new ones are the first again.
        assertThat(
                        ask(
                                folder,
                                "FROM components SEMI JOIN sweeps ON sweeps.version = 1 AND components.measurement = sweeps.measurement ORDER BY ALL"))
                .isEqualTo(
                        ask(
                                other,
                                "FROM components SEMI JOIN sweeps ON sweeps.version = 2 AND components.measurement = sweeps.measurement ORDER BY ALL"));
        assertThat(wide).hasSize(60);
    }

    @Test
    void backAndForthSharesWhatIsThere() {
        train(YAML);

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            results.measure(FIRST, WIDE, false, "me");
            SweepVersion third = results.measure(SECOND, MeasureSettings.DEFAULT, false, "me");
            assertThat(third.version()).isEqualTo(3);
            assertThat(results.measure(third, MeasureSettings.DEFAULT, false, "me"))
                    .isEqualTo(third);
        }

        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(120L));
        assertThat(ask("SELECT * FROM \"phase@3 trainings\" ORDER BY ALL"))
                .isEqualTo(ask("SELECT * FROM \"phase@1 trainings\" ORDER BY ALL"));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void aRunWithOtherThresholdsTrainsWhatIsMissingAlone() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            results.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, 0, 23)));

            Submission more = submit(
                    results, Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3, 0.2]", 20) + "measure: {edge: 0.3}\n");
            ResolvedStratum resolved = results.resolve(more.sweep(), 0, "vector", Trainings.NUMERICS);
            assertThat(resolved.missing().count()).isEqualTo(180 - 23);
            results.commit(List.of(Trainings.part(more.sweep(), more.plan(), 0, resolved.missing())));
            assertThat(results.counts(more.sweep())).isEqualTo(new SweepCounts(180, 180, 23, 0, 0, 0, 0));
        }
        assertThat(ask("SELECT count(*), count(remeasured_at) FROM \"phase@2 trainings\""))
                .containsExactly(List.of(180L, 23L));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSweepThatKeepsNoWeightsIsRefused(boolean keptOnly) {
        train(YAML + "keep: {weights: none}\n");

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            assertThatThrownBy(() -> results.measure(FIRST, WIDE, keptOnly, "me"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("none of the 60 trainings of phase@1 keeps weights (keep.weights is none)")
                    .hasMessageContaining("tegum run of the spec with these thresholds")
                    .hasMessageContaining("keep: {weights: all}");
            assertThat(results.books()).hasSize(1);
        }
    }

    @Test
    void aSweepWithoutTrainingsIsRefused() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            submit(results, YAML);

            assertThatThrownBy(() -> results.measure(FIRST, WIDE, true, "me"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("phase@1 has no trainings yet");
            assertThat(results.books()).hasSize(1);
        }
    }

    @Test
    void trainingsWithoutWeightsAreNamedAndLeftAlone() {
        String keep = "best";
        train(YAML + "keep: {weights: %s}\n".formatted(keep));
        long kept = (long) ask("SELECT count(DISTINCT (cell, replicate)) FROM weights")
                .getFirst()
                .getFirst();
        long diverged = (long) ask("SELECT count(*) FROM trainings WHERE outcome = 'diverged'")
                .getFirst()
                .getFirst();

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            assertThatThrownBy(() -> results.measure(FIRST, WIDE, false, "me"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "%d of the 60 trainings of phase@1 keep no weights (keep.weights is %s)",
                            60 - kept - diverged, keep)
                    .hasMessageContaining("--kept");
            assertThat(results.books()).hasSize(1);

            results.measure(FIRST, WIDE, true, "me");
            assertThat(results.counts(SECOND).done())
                    .isGreaterThanOrEqualTo(kept + diverged)
                    .isLessThan(60);
        }
        assertThat(ask("SELECT state FROM sweeps WHERE version = 2")).containsExactly(List.of("cancelled"));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission again = submit(
                    results, YAML + "keep: {weights: %s}\nmeasure: {represented: 0.8, edge: 0.4}\n".formatted(keep));
            assertThat(again.sweep()).isEqualTo(SECOND);
            IndexSet missing = results.missing(SECOND, 0);
            results.commit(List.of(Trainings.part(SECOND, again.plan(), 0, missing)));
            assertThat(results.counts(SECOND).done()).isEqualTo(60);
        }
        assertThat(ask("SELECT state FROM sweeps WHERE version = 2")).containsExactly(List.of("done"));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void recordedStepsAreSharedAndNotMadeUp() {
        train(YAML + "keep: {weights: all, trajectories: none}\n");

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission asks = submit(results, YAML + "keep: {weights: all, trajectories: all}\nmeasure: {edge: 0.3}\n");
            assertThat(results.resolve(asks.sweep(), 0, "vector", Trainings.NUMERICS)
                            .missing()
                            .count())
                    .isEqualTo(60);
        }
    }

    /// A crash leaves an interrupted version; the same call completes it.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void interruptedAnywhereItGoesOn(int dieAt) {
        train(YAML);
        int[] steps = {-1}; // The first step is the opening's own.
        StoredResults dying = StoredResults.open(folder, CLOCK, _ -> {
            if (++steps[0] == dieAt) {
                throw new Died();
            }
        });
        try {
            dying.measure(FIRST, WIDE, false, "me");
        } catch (Died _) {
            // As kill -9 would.
        }
        dying.abandon();

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            SweepVersion latest = results.books().getLast().sweep();
            results.measure(latest, WIDE, false, "me");
            assertThat(results.counts(SECOND)).isEqualTo(new SweepCounts(60, 60, 60, 0, 0, 0, 0));
        }
        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(120L));
        assertThat(digest(SECOND)).isEqualTo(digest(FIRST));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void train(String yaml) {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            trainAll(results, yaml);
        }
    }

    private static void trainAll(StoredResults results, String yaml) {
        Submission submission = submit(results, yaml);
        Plan plan = submission.plan();
        for (int stratum = 0; stratum < plan.strata().size(); stratum++) {
            ResolvedStratum resolved = results.resolve(submission.sweep(), stratum, "vector", Trainings.NUMERICS);
            results.commit(List.of(Trainings.part(submission.sweep(), plan, stratum, resolved.missing())));
        }
    }

    private static Submission submit(StoredResults results, String yaml) {
        return results.submit(SpecReader.read(yaml), yaml, "me");
    }

    private String digest(SweepVersion sweep) {
        try (QueryEngine engine = QueryEngine.open(folder)) {
            return Digest.of(engine, sweep);
        }
    }

    private List<List<Object>> ask(String sql) {
        return ask(folder, sql);
    }

    @SuppressWarnings("unchecked")
    private static List<List<Object>> ask(Path store, String sql) {
        try (QueryEngine engine = QueryEngine.open(store);
                QueryResult result = engine.query(sql)) {
            return (List<List<Object>>) (List<?>) result.all();
        }
    }
}
