package tegum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.actor.CoordinatorEvent;
import tegum.coordinator.actor.CoordinatorSettings;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.SweepState;
import tegum.model.Model;
import tegum.plan.KernelKey;
import tegum.plan.Numerics;
import tegum.protocol.WorkerId;
import tegum.spec.text.SpecReader;
import tegum.worker.StandardEngines;
import tegum.worker.actor.WorkerLimits;
import tegum.worker.actor.WorkerSetup;
import tegum.worker.device.Device;
import tegum.worker.device.Devices;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Engines;
import tegum.worker.engine.ReferenceEngine;
import tegum.worker.engine.Session;
import tegum.worker.engine.Support;
import tegum.worker.engine.Tier;

/// The whole way from a spec into a real store, in one process.
class EmbeddedRunTest {
    private static final String YAML = """
            name: small
            model: {features: 2, hidden: 1}
            data: {density: $p}
            importance: [1, $r]
            axes:
              r: {from: 0.1, to: 10, count: 4, scale: log}
              p: {from: 1, to: 0.01, count: 4, scale: log}
            train: {steps: 300, batch: 256}
            replicates: 3
            """;

    private static final Duration WAIT = Duration.ofSeconds(60);

    private final List<CoordinatorEvent> events = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @Test
    void aSweepIsTrainedAndStoredAndIsThenDone() throws Exception {
        CoordinatorEvent.Ended ended = runToItsEnd(YAML);
        double trained = meters.get("tegum.trainings").counter().count();
        CoordinatorEvent.Ended again = runToItsEnd(YAML);

        assertThat(ended.state()).isEqualTo(SweepState.DONE);
        assertThat(ended.counts().done()).isEqualTo(48);
        assertThat(trained).isEqualTo(48);
        assertThat(again.counts()).isEqualTo(ended.counts());
        assertThat(meters.get("tegum.trainings").counter().count())
                .as("nothing is trained twice")
                .isEqualTo(48);
        assertThat(meters.get("tegum.offers").counter().count()).isPositive();
        assertThat(meters.get("tegum.commit.duration").timer().count()).isPositive();
        assertThat(events.getFirst()).isInstanceOf(CoordinatorEvent.Submitted.class);
    }

    @Test
    void aStoppedRunGoesOnWhereItStopped() throws Exception {
        String longer = YAML.replace("steps: 300", "steps: 4000").replace("replicates: 3", "replicates: 30");
        EmbeddedRun run = start(StoredResults.open(folder, Clock.systemUTC()));
        CompletableFuture<CoordinatorEvent.Ended> end = run.submit(SpecReader.read(longer), longer, "test");
        while (meters.find("tegum.commits").counters().stream()
                        .mapToDouble(c -> c.count())
                        .sum()
                < 1) {
            Thread.sleep(20);
        }
        boolean inTime = run.stop(WAIT);
        double before = meters.get("tegum.trainings").counter().count();

        CoordinatorEvent.Ended ended = runToItsEnd(longer);

        assertThat(inTime).isTrue();
        assertThatThrownBy(end::join).hasCauseInstanceOf(RunStoppedException.class);
        assertThat(before).isBetween(1.0, 479.0);
        assertThat(ended.counts().done()).isEqualTo(480);
        assertThat(meters.get("tegum.trainings").counter().count())
                .as("what was stored before the stop is not trained again")
                .isEqualTo(480);
    }

    @Test
    void aFullDiskEndsTheRunWithOneSentenceAndAtOnce() {
        AtomicInteger commits = new AtomicInteger();
        Results full = onCommit(() -> {
            commits.incrementAndGet();
            throw new StoreException("the disk is full");
        });
        EmbeddedRun run = start(full);

        CompletableFuture<CoordinatorEvent.Ended> end = run.submit(SpecReader.read(YAML), YAML, "test");

        assertThatThrownBy(() -> end.get(WAIT.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(StoreException.class)
                .hasMessage("the disk is full");
        assertThat(run.stop(WAIT)).isTrue();
        assertThat(commits).as("no endless retry").hasValue(1);
    }

    @Test
    void aSweepOfAnEngineThatIsNotHereEndsTheRun() {
        String wanting = YAML + "engine: cuda\n";
        EmbeddedRun run = start(StoredResults.open(folder, Clock.systemUTC()));

        CompletableFuture<CoordinatorEvent.Ended> end = run.submit(SpecReader.read(wanting), wanting, "test");

        assertThatThrownBy(() -> end.get(WAIT.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("no worker has engine cuda");
        assertThat(run.stop(WAIT)).isTrue();
    }

    @Test
    void autoGoesOnWithTheNextEngineWhereTheBestCannotTrain() throws Exception {
        EmbeddedRun run = start(
                StoredResults.open(folder, Clock.systemUTC()),
                new Engines(List.of(new UnableEngine(), new ReferenceEngine())));

        CoordinatorEvent.Ended ended =
                run.submit(SpecReader.read(YAML), YAML, "test").get(WAIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(run.stop(WAIT)).isTrue();
        assertThat(ended.state()).isEqualTo(SweepState.DONE);
        assertThat(ended.counts().done()).isEqualTo(48);
    }

    /// An engine of which this machine lacks something.
    private static final class UnableEngine implements Engine {
        @Override
        public Numerics numerics() {
            return new Numerics("cuda", 1);
        }

        @Override
        public Tier tier() {
            return Tier.TOLERANCE;
        }

        @Override
        public Support supports(Model model, KernelKey key) {
            return new Support.No("there is no such device");
        }

        @Override
        public Session open(Device device, KernelKey key) {
            throw new IllegalArgumentException("nothing is supported");
        }
    }

    /// The real store, but for its commits.
    private Results onCommit(Runnable commit) {
        Results store = StoredResults.open(folder, Clock.systemUTC());
        return (Results) Proxy.newProxyInstance(
                Results.class.getClassLoader(), new Class<?>[] {Results.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commit.run();
                    }
                    return method.invoke(store, arguments);
                });
    }

    private CoordinatorEvent.Ended runToItsEnd(String yaml) throws Exception {
        EmbeddedRun run = start(StoredResults.open(folder, Clock.systemUTC()));
        try {
            return run.submit(SpecReader.read(yaml), yaml, "test").get(WAIT.toSeconds(), TimeUnit.SECONDS);
        } finally {
            assertThat(run.stop(WAIT)).isTrue();
        }
    }

    private EmbeddedRun start(Results results) {
        return start(results, StandardEngines.all());
    }

    private EmbeddedRun start(Results results, Engines engines) {
        WorkerSetup worker = new WorkerSetup(
                new WorkerId("here"),
                System.nanoTime(),
                "test",
                Devices.probe(),
                engines,
                WorkerLimits.embedded(),
                meters);
        return EmbeddedRun.start(
                results,
                worker,
                CoordinatorSettings.embedded().withCommitInterval(Duration.ofMillis(200)),
                meters,
                events::add);
    }
}
