package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.coordinator.dataset.DataSet;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.measure.Component;
import tegum.measure.ComponentClass;
import tegum.measure.Measurement;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Stratum;
import tegum.protocol.FailureKind;
import tegum.protocol.ResultColumns;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.spec.text.SpecReader;

class StoredResultsTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String YAML = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);

    @TempDir
    Path folder;

    @Test
    void aSweepGoesFromSubmissionToDone() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);

            trainAll(results, submission);

            assertThat(submission.resumed()).isFalse();
            assertThat(submission.sweep()).isEqualTo(new SweepVersion("phase", 1));
            assertThat(results.counts(submission.sweep())).isEqualTo(new SweepCounts(60, 60, 0, 0, 0, 0, 0));
            assertThat(results.open()).isEmpty();
        }
        assertThat(ask("SELECT state, done, waiting FROM sweeps")).containsExactly(List.of("done", 60L, 0L));
        assertThat(ask("SELECT count(*), count(DISTINCT cell) FROM trainings")).containsExactly(List.of(60L, 6L));
        assertThat(ask("SELECT count(*), sum(replicates) FROM \"phase@1\"")
                        .getFirst()
                        .getFirst())
                .isEqualTo(6L);
        assertThat(ask("SELECT r, p, replicates FROM phase ORDER BY r, p").getFirst())
                .containsExactly(0.5, 0.3, 10L);
    }

    @Test
    void whatAStandingCoordinatorLeavesStaysRunningAndTheNextGoesOnWithAllThatWantsTrainings() {
        SweepVersion left;
        SweepVersion paused;
        try (StoredResults results = standing()) {
            left = submit(results, YAML).sweep();
            paused =
                    submit(results, YAML.replace("name: phase", "name: paused")).sweep();
            results.state(paused, SweepState.PAUSED, "ann", "the queue is full");
        }
        assertThat(ask("SELECT sweep, state FROM sweeps ORDER BY sweep"))
                .containsExactly(List.of("paused", "paused"), List.of("phase", "running"));
        try (StoredResults run = StoredResults.open(folder, CLOCK)) {
            assertThat(run.open()).extracting(OpenSweep::state).contains(SweepState.INTERRUPTED);
        }

        try (StoredResults results = standing()) {
            List<OpenSweep> open = results.goOn("coordinator");

            assertThat(open).extracting(OpenSweep::sweep).containsExactly(left, paused);
            assertThat(open).extracting(OpenSweep::state).containsExactly(SweepState.RUNNING, SweepState.PAUSED);
        }
    }

    private StoredResults standing() {
        return StoredResults.open(folder, new SqliteSource(), CLOCK, Tenure.STANDING);
    }

    @Test
    void aRepeatedPartChangesNothing() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            FinishedPart part = Trainings.part(submission.sweep(), submission.plan(), 0, 0, 7);

            List<PartVerdict> first = results.commit(List.of(part, part));
            List<PartVerdict> second = results.commit(List.of(part));

            assertThat(first).extracting(PartVerdict::verdict).containsExactly(Verdict.NEW, Verdict.DUPLICATE);
            assertThat(second).extracting(PartVerdict::verdict).containsExactly(Verdict.DUPLICATE);
            assertThat(first.getFirst().newlyDone()).isEqualTo(IndexSet.of(new IndexRange(0, 7)));
            assertThat(results.counts(submission.sweep()).done()).isEqualTo(7);
        }
        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(7L));
    }

    @Test
    void anEngineMayBeReplacedUntilItHasTrainedSomething() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            results.resolve(submission.sweep(), 0, "cuda", "cuda/1");

            ResolvedStratum replaced = results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            results.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, 0, 7)));
            ResolvedStratum kept = results.resolve(submission.sweep(), 0, "cuda", "cuda/1");

            assertThat(replaced.numerics()).isEqualTo(Trainings.NUMERICS);
            assertThat(replaced.missing().count()).isEqualTo(60);
            assertThat(kept.numerics()).isEqualTo(Trainings.NUMERICS);
            assertThat(kept.engine()).isEqualTo("vector");
            assertThat(kept.missing().count()).isEqualTo(53);
        }
    }

    @Test
    void theSameSpecGoesOnWhereItStopped() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            results.commit(List.of(Trainings.part(submission.sweep(), submission.plan(), 0, 5, 17)));
        }
        assertThat(ask("SELECT state FROM sweeps")).containsExactly(List.of("interrupted"));

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission again = submit(results, YAML + "title: only the title has changed\n");

            assertThat(again.resumed()).isTrue();
            assertThat(results.missing(again.sweep(), 0).ranges()).startsWith(new IndexRange(0, 5));
            trainAll(results, again);
            assertThat(results.counts(again.sweep()).done()).isEqualTo(60);
        }
        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(60L));
    }

    @Test
    void moreReplicatesReuseWhatIsThere() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            trainAll(results, submit(results, YAML));
        }
        List<List<Object>> before = ask("SELECT * FROM \"phase@1\" ORDER BY ALL");

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission more = submit(results, Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 20));
            assertThat(more.sweep().version()).isEqualTo(2);
            trainAll(results, more);

            assertThat(results.counts(more.sweep())).isEqualTo(new SweepCounts(120, 120, 60, 0, 0, 0, 0));
        }
        assertThat(ask("SELECT * FROM \"phase@1\" ORDER BY ALL")).isEqualTo(before);
        assertThat(ask("SELECT DISTINCT replicates FROM phase")).containsExactly(List.of(20L));
        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(120L));
    }

    /// Goal: an old version's aggregates never change. Method: it ends half done, by a later version or by hand, and
    /// the rest of its trainings is trained for other versions.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVersionThatEndedHalfDoneStaysAsItIs(boolean cancelled) {
        SweepVersion old = new SweepVersion("phase", 1);
        SweepCounts counts = new SweepCounts(60, 33, 0, 0, 0, 0, 27);
        List<List<Object>> view;
        List<List<Object>> rows;
        String digest;
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            results.resolve(old, 0, "vector", Trainings.NUMERICS);
            results.commit(List.of(
                    Trainings.part(old, submission.plan(), 0, 0, 20),
                    Trainings.part(old, submission.plan(), 0, 41, 54)));
        }
        view = ask("SELECT * FROM \"phase@1\" ORDER BY ALL");
        rows = ask("SELECT * FROM \"phase@1 trainings\" ORDER BY ALL");
        digest = digest(old);
        assertThat(rows).hasSize(33);

        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            if (cancelled) {
                results.state(old, SweepState.CANCELLED, "ada", "enough");
                trainAll(results, submit(results, YAML.replace("name: phase", "name: other")));
            } else {
                trainAll(results, submit(results, Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 20)));
            }
            assertThat(results.counts(old)).isEqualTo(counts);
        }

        assertThat(ask("SELECT * FROM \"phase@1 trainings\" ORDER BY ALL")).isEqualTo(rows);
        assertThat(ask("SELECT * FROM \"phase@1\" ORDER BY ALL")).isEqualTo(view);
        assertThat(digest(old)).isEqualTo(digest);
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    private String digest(SweepVersion sweep) {
        try (QueryEngine engine = QueryEngine.open(folder)) {
            return Digest.of(engine, sweep);
        }
    }

    @Test
    void anotherSweepSharesTheCellsThatItHas() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            trainAll(results, submit(results, YAML));

            Submission other =
                    submit(results, Trainings.yaml("other", "[1, 2, 4]", "{from: 0.3, to: 0.5, count: 2}", 5));
            trainAll(results, other);

            assertThat(results.counts(other.sweep())).isEqualTo(new SweepCounts(30, 30, 20, 0, 0, 0, 0));
        }
        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(70L));
        assertThat(ask("SELECT count(*) FROM other WHERE replicates = 5")).containsExactly(List.of(6L));
        assertThat(ask("SELECT count(*), count(DISTINCT cell) FROM cells")).containsExactly(List.of(8L, 8L));
        assertThat(ask("SELECT count(*) FROM sweep_cells WHERE sweep = 'other'"))
                .containsExactly(List.of(6L));
    }

    @Test
    void sweepsSideBySideStoreEachTrainingOnce() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission one = submit(results, YAML);
            Submission two = submit(results, Trainings.yaml("other", "[2, 1]", "[0.3, 0.1]", 10));
            results.resolve(one.sweep(), 0, "vector", Trainings.NUMERICS);
            results.resolve(two.sweep(), 0, "vector", Trainings.NUMERICS);

            PartVerdict verdict = results.commit(List.of(Trainings.part(one.sweep(), one.plan(), 0, 0, 30)))
                    .getFirst();
            assertThat(verdict.alsoDone()).containsOnlyKeys(two.sweep());
            long shared = verdict.alsoDone().values().stream()
                    .flatMap(strata -> strata.values().stream())
                    .mapToLong(IndexSet::count)
                    .sum();
            assertThat(results.counts(two.sweep()).reused()).isEqualTo(shared).isPositive();

            trainAll(results, two);
            trainAll(results, one);
            assertThat(results.counts(one.sweep()).done()).isEqualTo(60);
            assertThat(results.counts(two.sweep()).done()).isEqualTo(40);
        }
        assertThat(ask("SELECT count(*), count(DISTINCT (cell, replicate)) FROM trainings"))
                .containsExactly(List.of(80L, 80L));
    }

    @Test
    void aPartThatIsNotWhatItSaysIsRejectedAlone() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            SweepVersion sweep = submission.sweep();
            results.resolve(sweep, 0, "vector", Trainings.NUMERICS);
            FinishedPart good = Trainings.part(sweep, submission.plan(), 0, 0, 3);
            FinishedPart unknown = Trainings.part(new SweepVersion("nobody", 1), submission.plan(), 0, 0, 3);
            FinishedPart fewer = new FinishedPart(
                    good.done(), ResultColumns.of(good.results().results().subList(0, 2)));
            FinishedPart shifted = new FinishedPart(
                    Trainings.part(sweep, submission.plan(), 0, 3, 6).done(), good.results());
            WorkerReport.Done beyond = new WorkerReport.Done(
                    good.done().worker(),
                    good.done().lease(),
                    sweep,
                    0,
                    IndexSet.of(new IndexRange(58, 61)),
                    0,
                    1,
                    good.done().engine(),
                    1000L,
                    new byte[0]);
            WorkerReport.Done foreign = new WorkerReport.Done(
                    good.done().worker(),
                    good.done().lease(),
                    sweep,
                    0,
                    good.done().indices(),
                    0,
                    1,
                    new WorkerReport.Provenance("cuda", "cuda/1", "cuda:0", "test"),
                    1000L,
                    new byte[0]);

            List<PartVerdict> verdicts = results.commit(List.of(
                    unknown,
                    fewer,
                    shifted,
                    new FinishedPart(beyond, good.results()),
                    new FinishedPart(foreign, good.results()),
                    notFinite(good),
                    good));

            assertThat(verdicts)
                    .extracting(PartVerdict::verdict)
                    .containsExactly(
                            Verdict.REJECTED,
                            Verdict.REJECTED,
                            Verdict.REJECTED,
                            Verdict.REJECTED,
                            Verdict.REJECTED,
                            Verdict.REJECTED,
                            Verdict.NEW);
            assertThat(verdicts.subList(0, 6))
                    .allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
            assertThat(results.counts(sweep).done()).isEqualTo(3);
        }
    }

    @Test
    void aResultThatContradictsItselfIsRejected() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            SweepVersion sweep = submission.sweep();
            results.resolve(sweep, 0, "vector", Trainings.NUMERICS);
            FinishedPart good = Trainings.part(sweep, submission.plan(), 0, 0, 10);
            List<FinishedPart> bad = List.of(
                    settled(good, 0.5, true),
                    settled(good, 0.001, false),
                    component(good, Double.NaN, 0),
                    component(good, 1, -1),
                    component(good, 1, 2));

            assertThat(results.commit(bad)).allSatisfy(verdict -> {
                assertThat(verdict.verdict()).isEqualTo(Verdict.REJECTED);
                assertThat(verdict.reason()).containsAnyOf("slope", "component");
            });
            assertThat(results.commit(List.of(settled(good, 0.5, false), component(good, 1, 1))))
                    .extracting(PartVerdict::verdict)
                    .containsExactly(Verdict.NEW, Verdict.DUPLICATE);
        }
    }

    private static FinishedPart settled(FinishedPart part, double slope, boolean settled) {
        return changed(
                part,
                measured -> new TrainingResult.Measured(
                        measured.index(),
                        measured.millis(),
                        new TrainingResult.Losses(
                                measured.losses().loss(),
                                measured.losses().lossSe(),
                                measured.losses().trainLoss(),
                                slope,
                                settled),
                        measured.measurement(),
                        measured.weights(),
                        measured.digest(),
                        measured.trajectory()));
    }

    private static FinishedPart component(FinishedPart part, double dimensionality, int member) {
        Component component = new Component(ComponentClass.of(1, 1, 1), 1, dimensionality, List.of(member));
        return changed(part, measured -> {
            Measurement is = measured.measurement();
            return new TrainingResult.Measured(
                    measured.index(),
                    measured.millis(),
                    measured.losses(),
                    new Measurement(
                            is.shape(),
                            is.frobeniusSq(),
                            is.dimensionalitySum(),
                            is.interferenceMean(),
                            is.rank(),
                            is.norm(),
                            is.dimensionality(),
                            is.interference(),
                            is.bias(),
                            List.of(component)),
                    measured.weights(),
                    measured.digest(),
                    measured.trajectory());
        });
    }

    private static FinishedPart changed(FinishedPart part, UnaryOperator<TrainingResult.Measured> change) {
        List<TrainingResult> results = part.results().results().stream()
                .map(result -> result instanceof TrainingResult.Measured measured ? change.apply(measured) : result)
                .toList();
        return new FinishedPart(part.done(), ResultColumns.of(results));
    }

    private static FinishedPart notFinite(FinishedPart part) {
        return changed(
                part,
                measured -> new TrainingResult.Measured(
                        measured.index(),
                        measured.millis(),
                        new TrainingResult.Losses(Double.NaN, 0, 0, 0, true),
                        measured.measurement(),
                        measured.weights(),
                        measured.digest(),
                        measured.trajectory()));
    }

    @Test
    void theSameCommandTriesAgainWhatWasGivenUp() {
        IndexSet given = IndexSet.of(new IndexRange(4, 9));
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            SweepVersion sweep = submission.sweep();
            results.resolve(sweep, 0, "vector", Trainings.NUMERICS);
            results.attempted(sweep, 0, new IndexRange(4, 9), FailureKind.WORKER, "boom", new WorkerId("w1"));
            results.failed(sweep, 0, given, FailureKind.WORKER, "boom", new WorkerId("w1"));
            trainAll(results, submission);
            assertThat(results.counts(sweep)).isEqualTo(new SweepCounts(60, 55, 0, 5, 0, 0, 0));
            assertThat(results.open()).isEmpty();
        }
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission again = submit(results, YAML);

            assertThat(again.resumed()).isTrue();
            assertThat(results.open()).extracting(OpenSweep::state).containsExactly(SweepState.RUNNING);
            assertThat(results.missing(again.sweep(), 0)).isEqualTo(given);
            assertThat(results.attempted(
                            again.sweep(), 0, new IndexRange(4, 9), FailureKind.WORKER, "boom", new WorkerId("w1")))
                    .isEqualTo(2);

            trainAll(results, again);
            assertThat(results.counts(again.sweep())).isEqualTo(new SweepCounts(60, 60, 0, 0, 0, 0, 0));
        }
        assertThat(ask("SELECT state, failed FROM sweeps")).containsExactly(List.of("done", 0L));
        assertThat(ask("SELECT count(*) FROM failures")).containsExactly(List.of(5L));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void aCancelledVersionThatGoesOnSharesWhatWasTrainedSince() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            SweepVersion sweep = submission.sweep();
            results.resolve(sweep, 0, "vector", Trainings.NUMERICS);
            results.commit(List.of(Trainings.part(sweep, submission.plan(), 0, 0, 20)));
            results.state(sweep, SweepState.CANCELLED, "ada", "enough");
            trainAll(results, submit(results, YAML.replace("name: phase", "name: other")));

            submit(results, YAML);

            assertThat(results.counts(sweep)).isEqualTo(new SweepCounts(60, 60, 40, 0, 0, 0, 0));
            assertThat(results.open()).isEmpty();
        }
        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(60L));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void aPoisonTrainingIsGivenUpAndTheSweepEndsFailed() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission submission = submit(results, YAML);
            SweepVersion sweep = submission.sweep();
            results.resolve(sweep, 0, "vector", Trainings.NUMERICS);
            IndexRange range = new IndexRange(4, 5);

            assertThat(results.attempted(sweep, 0, range, FailureKind.WORKER, "boom", new WorkerId("w1")))
                    .isEqualTo(1);
            assertThat(results.attempted(sweep, 0, range, FailureKind.WORKER, "boom", new WorkerId("w2")))
                    .isEqualTo(2);
            results.failed(sweep, 0, IndexSet.of(range), FailureKind.WORKER, "boom", new WorkerId("w2"));
            results.commit(List.of(Trainings.part(sweep, submission.plan(), 0, results.missing(sweep, 0))));

            assertThat(results.counts(sweep)).isEqualTo(new SweepCounts(60, 59, 0, 1, 0, 0, 0));
        }
        assertThat(ask("SELECT state FROM sweeps")).containsExactly(List.of("failed"));
        assertThat(ask("SELECT \"index\", kind, text, worker FROM failures"))
                .containsExactly(List.of(4L, "worker", "boom", "w2"));
    }

    @Test
    void aChangedSpecSupersedesTheOldVersion() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission old = submit(results, YAML);
            Submission changed = submit(results, YAML.replace("steps: 100", "steps: 200"));

            assertThat(changed.sweep().version()).isEqualTo(2);
            assertThat(results.counts(old.sweep())).isEqualTo(new SweepCounts(60, 0, 0, 0, 0, 0, 60));
            assertThat(results.open()).extracting(OpenSweep::sweep).containsExactly(changed.sweep());
        }
        assertThat(ask("SELECT version, state FROM sweeps ORDER BY version"))
                .containsExactly(List.of(1, "superseded"), List.of(2, "interrupted"));
    }

    /// What was kept too thin is trained again, but its row is not stored again.
    @Test
    void aSweepThatKeepsMoreTrainsAgainAndStoresOnce() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            Submission thin = submit(results, YAML + "keep: {weights: none}\n");
            trainAll(results, thin);
            assertThat(results.counts(thin.sweep()).done()).isEqualTo(60);

            Submission keeping = submit(results, YAML.replace("name: phase", "name: keeping"));
            trainAll(results, keeping);
            assertThat(results.counts(keeping.sweep())).isEqualTo(new SweepCounts(60, 60, 0, 0, 0, 0, 0));

            Submission again = submit(results, YAML.replace("name: phase", "name: again"));
            trainAll(results, again);
            assertThat(results.counts(again.sweep())).isEqualTo(new SweepCounts(60, 60, 60, 0, 0, 0, 0));
        }
        assertThat(ask("SELECT count(*) FROM trainings")).containsExactly(List.of(60L));
        assertThat(ask("SELECT count(*) FROM weights WHERE matrix = 'W'"))
                .isEqualTo(ask("SELECT count(*) FROM trainings WHERE outcome <> 'diverged'"));
        assertThat(ask("SELECT sum(replicates) = 60 FROM keeping")).containsExactly(List.of(true));
        assertThat(StoreCare.check(folder, new SqliteSource(), CLOCK).problems())
                .isEmpty();
    }

    @Test
    void theBestOfACellIsKept() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            trainAll(results, submit(results, YAML + "keep: {weights: best}\n"));
        }
        assertThat(ask("SELECT w.cell, w.replicate FROM weights w WHERE matrix = 'W' ORDER BY ALL"))
                .isEqualTo(ask("SELECT cell, arg_min(replicate, loss) FROM trainings GROUP BY cell ORDER BY ALL"))
                .hasSize(6);
    }

    @Test
    void featuresAndComponentsAreTheListsUnrolled() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            trainAll(results, submit(results, YAML));
        }
        assertThat(ask("SELECT cell, replicate, list(norm ORDER BY feature) FROM features GROUP BY ALL ORDER BY ALL"))
                .isEqualTo(ask("SELECT cell, replicate, norm FROM trainings WHERE norm IS NOT NULL ORDER BY ALL"));
        assertThat(ask("SELECT DISTINCT size = len(members) AND size >= rank FROM components"))
                .containsExactly(List.of(true));
        assertThat(ask("SELECT class, members FROM components WHERE size = 2 LIMIT 1"))
                .containsExactly(List.of("digon", List.of(0, 1)));
    }

    @Test
    void aLostEpochFencesEveryPart() {
        FencedLedger ledger = new FencedLedger(new SqliteSource().open(folder, LedgerSource.Access.ALONE, CLOCK));
        try (StoredResults results =
                new StoredResults(folder, ledger, DataSet.open(folder), CLOCK, Tenure.ONE_RUN, _ -> {})) {
            Submission submission = submit(results, YAML);
            results.resolve(submission.sweep(), 0, "vector", Trainings.NUMERICS);
            FinishedPart part = Trainings.part(submission.sweep(), submission.plan(), 0, 0, 3);
            ledger.lose();

            assertThat(results.commit(List.of(part)))
                    .extracting(PartVerdict::verdict)
                    .containsExactly(Verdict.FENCED);
            assertThat(results.counts(submission.sweep()).done()).isZero();
            assertThatThrownBy(() -> submit(results, YAML.replace("steps: 100", "steps: 200")))
                    .isInstanceOf(EpochLostException.class);
        }
        assertThat(ask("SELECT state, done FROM sweeps")).containsExactly(List.of("running", 0L));
    }

    @Test
    void workersAndActsAreRemembered() {
        try (StoredResults results = StoredResults.open(folder, CLOCK)) {
            results.joined(new WorkerReport.Registered(
                    new WorkerId("w1"),
                    1,
                    "0.1.0",
                    77,
                    "here",
                    List.of(new WorkerReport.EngineOffer("vector", "vector/1")),
                    List.of(new WorkerReport.DeviceFacts("cpu", "cpu", "two cores", 2, 0)),
                    WorkerReport.Limits.none(),
                    List.of()));
            results.left(new WorkerId("w1"), 77, "drained");
            Submission submission = submit(results, YAML);
            results.state(submission.sweep(), SweepState.PAUSED, "ada", "lunch");
        }
        assertThat(ask("SELECT event, engines, reason FROM workers ORDER BY event"))
                .containsExactly(
                        java.util.Arrays.asList("joined", List.of("vector=vector/1"), null),
                        java.util.Arrays.asList("left", null, "drained"));
        assertThat(ask("SELECT who, act, subject, reason FROM audit ORDER BY time, act DESC"))
                .containsExactly(
                        List.of("ada", "submit", "phase@1", "new version"),
                        List.of("ada", "state", "phase@1", "paused: lunch"));
    }

    private static Submission submit(Results results, String yaml) {
        return results.submit(SpecReader.read(yaml), yaml, "ada");
    }

    static void trainAll(Results results, Submission submission) {
        for (Stratum stratum : submission.plan().strata()) {
            IndexSet missing = results.resolve(submission.sweep(), stratum.ordinal(), "vector", Trainings.NUMERICS)
                    .missing();
            if (!missing.isEmpty()) {
                results.commit(
                        List.of(Trainings.part(submission.sweep(), submission.plan(), stratum.ordinal(), missing)));
            }
        }
    }

    private List<List<Object>> ask(String sql) {
        try (QueryEngine engine = QueryEngine.open(folder);
                QueryResult answer = engine.query(sql)) {
            return List.copyOf(answer.all());
        }
    }
}
