package tegum.worker.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tegum.measure.Evaluators;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.wire.InvalidPayloadException;
import tegum.protocol.wire.ResultPayload;
import tegum.spec.text.SpecReader;
import tegum.worker.StandardEngines;
import tegum.worker.device.Device;
import tegum.worker.device.DeviceKind;

class OfferTrainerTest {
    private static final String YAML = """
            name: small
            model: {features: 2, hidden: 1}
            data: {density: $p}
            axes:
              p: {from: 0.6, to: 0.9, count: 3}
            train: {steps: 200, batch: 64, optimizer: {name: adamw, rate: $rate}}
            replicates: 4
            """;

    private static final Device CPU = new Device("cpu", DeviceKind.CPU, "test", 2, 1L << 30);

    private final Plan plan = Plan.of(SpecReader.read(YAML.replace("$rate", "1e-2")));

    @Test
    void anOfferComesBackMeasuredInPartsThatHoldWholeTrainings() throws InvalidPayloadException {
        OfferProgress progress = new OfferProgress();

        OfferOutcome outcome = train(plan, "vector", offered(0, 12), progress, 1_200);

        assertThat(outcome.givenUp()).isEmpty();
        assertThat(outcome.untrained().isEmpty()).isTrue();
        assertThat(outcome.parts())
                .hasSizeGreaterThan(2)
                .allSatisfy(part -> assertThat(part.payload().length).isLessThanOrEqualTo(1_200));
        assertThat(results(outcome))
                .extracting(TrainingResult::index)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(results(outcome))
                .allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(Measured.class, measured -> {
                    assertThat(measured.losses().loss()).isPositive();
                    assertThat(measured.weights().w()).hasSize(2);
                    assertThat(measured.millis()).isPositive();
                }));
        assertThat(progress.stepsDone()).isEqualTo(12 * 200);
    }

    @Test
    void aTrainingIsTheSameAloneAndAmongOthers() throws InvalidPayloadException {
        List<TrainingResult> together = results(train(plan, "vector", offered(0, 12), new OfferProgress(), 200_000));
        List<TrainingResult> alone = results(train(plan, "vector", offered(5, 6), new OfferProgress(), 200_000));

        assertThat(((Measured) alone.getFirst()).digest()).isEqualTo(((Measured) together.get(5)).digest());
        assertThat(((Measured) alone.getFirst()).losses()).isEqualTo(((Measured) together.get(5)).losses());
    }

    @Test
    void lettingGoOfEvaluationInputsChangesNoBit() throws InvalidPayloadException {
        IndexSet all = offered(0, 12);
        List<TrainingResult> keeping = results(train(plan, "vector", all, new OfferProgress(), 200_000));

        List<TrainingResult> forgetting;
        try (OfferTrainer trainer = new OfferTrainer(CPU, StandardEngines.all(), new Evaluators(1), System::nanoTime)) {
            forgetting = results(trainer.train(plan, offer("vector", all), new OfferProgress(), 200_000));
        }

        for (int k = 0; k < keeping.size(); k++) {
            assertThat(((Measured) forgetting.get(k)).losses()).isEqualTo(((Measured) keeping.get(k)).losses());
            assertThat(((Measured) forgetting.get(k)).digest()).isEqualTo(((Measured) keeping.get(k)).digest());
        }
        assertThat(forgetting).hasSameSizeAs(keeping);
    }

    @Test
    void whatIsDoneIsLeftOut() throws InvalidPayloadException {
        IndexSet missing = offered(0, 12).minus(offered(2, 10));

        OfferOutcome outcome = train(plan, "reference", missing, new OfferProgress(), 200_000);

        assertThat(results(outcome)).extracting(TrainingResult::index).containsExactly(0L, 1L, 10L, 11L);
    }

    @Test
    void aDivergedTrainingIsAResultWithoutNumbers() throws InvalidPayloadException {
        String wild = YAML.replace("{name: adamw, rate: $rate}", "{name: sgd, rate: 1000}");

        OfferOutcome outcome =
                train(Plan.of(SpecReader.read(wild)), "vector", offered(0, 2), new OfferProgress(), 200_000);

        assertThat(results(outcome)).hasSize(2).allMatch(TrainingResult.Diverged.class::isInstance);
    }

    @Test
    void trajectoriesHoldTheRecordedStepsBeforeTheLast() throws InvalidPayloadException {
        String recording =
                YAML.replace("$rate", "1e-3") + "measure: {record: [1, 50, 200]}\nkeep: {trajectories: all}\n";

        OfferOutcome outcome =
                train(Plan.of(SpecReader.read(recording)), "vector", offered(0, 1), new OfferProgress(), 200_000);

        Measured measured = (Measured) results(outcome).getFirst();
        assertThat(measured.trajectory())
                .extracting(TrainingResult.TrajectoryPoint::step)
                .containsExactly(1, 50, 180);
        assertThat(measured.trajectory().getLast().loss()).isPositive();
    }

    @Test
    void aCancelledOfferGivesBackWhatItDidNotTrain() {
        OfferProgress progress = new OfferProgress();
        progress.cancel();

        OfferOutcome outcome = train(plan, "vector", offered(0, 12), progress, 200_000);

        assertThat(outcome.parts()).isEmpty();
        assertThat(outcome.untrained()).isEqualTo(offered(0, 12));
    }

    @Test
    void anOfferForAnEngineThatIsNotHereFailsAsAWhole() {
        OfferOutcome outcome = train(plan, "cuda", offered(0, 12), new OfferProgress(), 200_000);

        assertThat(outcome.givenUp()).singleElement().satisfies(givenUp -> {
            assertThat(givenUp.indices()).isEqualTo(offered(0, 12));
            assertThat(givenUp.kind()).isEqualTo(FailureKind.WORKER);
        });
    }

    @Test
    void anOfferOutsideItsPlanIsABugOfTheCoordinator() {
        OfferOutcome outcome = train(plan, "vector", offered(0, 13), new OfferProgress(), 200_000);

        assertThat(outcome.givenUp())
                .singleElement()
                .satisfies(givenUp -> assertThat(givenUp.kind()).isEqualTo(FailureKind.BUG));
    }

    private static OfferOutcome train(
            Plan plan, String engine, IndexSet missing, OfferProgress progress, int partBytes) {
        try (OfferTrainer trainer = new OfferTrainer(CPU, StandardEngines.all(), System::nanoTime)) {
            return trainer.train(plan, offer(engine, missing), progress, partBytes);
        }
    }

    private static Offer offer(String engine, IndexSet missing) {
        return new Offer(
                new LeaseId(1, 0),
                new SweepVersion("small", 1),
                0,
                engine,
                new IndexRange(
                        missing.ranges().getFirst().from(),
                        missing.ranges().getLast().to()),
                missing,
                1_000,
                1_000);
    }

    private static IndexSet offered(long from, long to) {
        return IndexSet.of(new IndexRange(from, to));
    }

    private static List<TrainingResult> results(OfferOutcome outcome) throws InvalidPayloadException {
        List<TrainingResult> results = new ArrayList<>();
        for (OfferOutcome.Part part : outcome.parts()) {
            List<TrainingResult> decoded = ResultPayload.decode(part.payload());
            assertThat(decoded)
                    .extracting(TrainingResult::index)
                    .containsExactlyElementsOf(part.indices().indices().boxed().toList());
            results.addAll(decoded);
        }
        return results;
    }
}
