package tegum.cli;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import tegum.coordinator.actor.Coordinator;
import tegum.coordinator.actor.CoordinatorEvent;
import tegum.coordinator.actor.CoordinatorSettings;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.query.Digest;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.LeaseId;
import tegum.protocol.ResultColumns;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.WorkerReport;
import tegum.protocol.wire.InvalidPayloadException;
import tegum.protocol.wire.ResultPayload;
import tegum.spec.InvalidSpecException;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;
import tegum.worker.StandardEngines;
import tegum.worker.device.Devices;
import tegum.worker.evaluate.OfferOutcome;
import tegum.worker.evaluate.OfferProgress;
import tegum.worker.evaluate.OfferTrainer;

/// How many trainings a second the control plane carries when training costs nothing: the coordinator, its lease book,
/// collector and store as a run uses them, and a worker that answers offers at once with full measurements of (5,2)
/// and their weights. What was stored is then read back and compared with what was reported.
///
/// It also writes large data sets for trying queries on.
public final class ControlPlaneBench {
    private static final String NAME = "control-plane";
    private static final int TEMPLATES = 240;
    private static final int PART_TRAININGS = 500;
    private static final Duration LONGEST = Duration.ofHours(2);

    private ControlPlaneBench() {}

    /// What is measured.
    ///
    /// @param folder a store of its own, that does not exist yet
    /// @param ledger where its ledger is
    /// @param cells grid points, a square number; 4 to 1,000,000
    /// @param replicates trainings of each cell
    /// @param trainings answered at most; the others stay planned
    /// @param readBack whether what was stored is read again and compared
    public record Setup(Path folder, LedgerSource ledger, int cells, int replicates, long trainings, boolean readBack) {
        /// @throws IllegalArgumentException naming what is out of its range
        public Setup {
            int side = (int) Math.round(Math.sqrt(cells));
            if (side < 2 || side > 1_000 || side * side != cells) {
                throw new IllegalArgumentException(
                        "cells is %d; it is a square number of 4 to 1,000,000".formatted(cells));
            }
            if (replicates < 1 || trainings < 1) {
                throw new IllegalArgumentException("replicates and trainings are positive");
            }
        }

        long planned() {
            return (long) cells * replicates;
        }

        String yaml() {
            int side = (int) Math.round(Math.sqrt(cells));
            return """
                    name: %s
                    model: {features: 5, hidden: 2, output: relu}
                    data: {density: $p}
                    importance: {geometric: $g}
                    axes:
                      p: {from: 1, to: 0.3, count: %d, scale: log}
                      g: {from: 0.5, to: 1, count: %d}
                    train: {steps: 200, batch: 64}
                    replicates: %d
                    keep: {weights: all}
                    """.formatted(NAME, side, side, replicates);
        }
    }

    /// What was measured. Times are in seconds, the processor's over all threads of the process.
    ///
    /// @param trainings stored
    /// @param seconds from the submission to the last acknowledgement
    /// @param processorSeconds the same, of the processor
    /// @param storeSeconds what the store's own thread had of it: one core's share that cannot be divided
    /// @param commits grouped commits
    /// @param commitSeconds mean of one
    /// @param slowestCommitSeconds the longest
    /// @param heapBytes largest use of the heap right after a collection
    /// @param diskBytes of the store when it was closed
    /// @param readBack `same`, `different`, or `skipped`
    public record Report(
            long planned,
            long trainings,
            double seconds,
            double processorSeconds,
            double storeSeconds,
            long commits,
            double commitSeconds,
            double slowestCommitSeconds,
            long heapBytes,
            long diskBytes,
            String readBack) {

        /// Trainings stored a second.
        public double perSecond() {
            return trainings / seconds;
        }

        /// Processor time of a training.
        public double processorMicros() {
            return processorSeconds * 1e6 / trainings;
        }

        /// Names and numbers, for a table or JSON.
        public Map<String, Object> rows() {
            Map<String, Object> rows = new LinkedHashMap<>();
            rows.put("planned", planned);
            rows.put("trainings", trainings);
            rows.put("seconds", seconds);
            rows.put("trainings_per_second", perSecond());
            rows.put("processor_seconds", processorSeconds);
            rows.put("processor_micros_per_training", processorMicros());
            rows.put("store_thread_seconds", storeSeconds);
            rows.put("commits", commits);
            rows.put("commit_seconds_mean", commitSeconds);
            rows.put("commit_seconds_most", slowestCommitSeconds);
            rows.put("heap_bytes_after_collection", heapBytes);
            rows.put("disk_bytes", diskBytes);
            rows.put("disk_bytes_per_training", (double) diskBytes / trainings);
            rows.put("read_back", readBack);
            return rows;
        }
    }

    /// Measures.
    ///
    /// @throws tegum.coordinator.ledger.StoreException if the store cannot be written
    public static Report run(Setup setup) {
        SweepSpec spec = spec(setup.yaml());
        Plan plan = Plan.of(spec);
        MadeResults results = new MadeResults(templates(plan));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        long trainings = Math.min(setup.trainings(), setup.planned());
        Measured measured;
        try (HeapWatch heap = HeapWatch.start()) {
            measured = store(setup, spec, results, meters, trainings, heap);
        }
        Timer commits = meters.get("tegum.commit.duration").timer();
        String readBack = "skipped";
        long disk = bytes(setup.folder());
        if (setup.readBack()) {
            String expected = results.digest(plan, AnsweringWorker.NUMERICS, trainings);
            readBack = expected.equals(stored(setup.folder(), trainings)) ? "same" : "different";
        }
        return new Report(
                setup.planned(),
                trainings,
                measured.seconds,
                measured.processorSeconds,
                measured.storeSeconds,
                commits.count(),
                commits.mean(TimeUnit.SECONDS),
                commits.max(TimeUnit.SECONDS),
                measured.heapBytes,
                disk,
                readBack);
    }

    private record Measured(double seconds, double processorSeconds, double storeSeconds, long heapBytes) {}

    private static SweepSpec spec(String yaml) {
        try {
            return SpecReader.read(yaml);
        } catch (InvalidSpecException e) {
            throw new IllegalStateException("the benchmark's own spec is invalid", e);
        }
    }

    /// Trains a few, spread over the diagram.
    private static ResultColumns templates(Plan plan) {
        List<TrainingResult> trained = new ArrayList<>();
        try (OfferTrainer trainer =
                new OfferTrainer(Devices.probe().getFirst(), StandardEngines.all(), System::nanoTime)) {
            IndexRange range = new IndexRange(
                    0, Math.min(TEMPLATES, plan.strata().getFirst().cells()));
            OfferOutcome outcome = trainer.train(
                    plan,
                    new CoordinatorOrder.Offer(
                            new LeaseId(1, 0), new SweepVersion(NAME, 1), 0, "vector", range, IndexSet.of(range), 1, 1),
                    new OfferProgress(),
                    ResultPayload.MOST_BYTES);
            for (OfferOutcome.Part part : outcome.parts()) {
                trained.addAll(ResultPayload.decode(part.payload()));
            }
        } catch (InvalidPayloadException e) {
            throw new IllegalStateException("what this program encodes it decodes", e);
        }
        return ResultColumns.of(trained);
    }

    private static Measured store(
            Setup setup, SweepSpec spec, MadeResults made, SimpleMeterRegistry meters, long trainings, HeapWatch heap) {
        StoredResults results = StoredResults.open(setup.folder(), setup.ledger(), Clock.systemUTC());
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        ActorSystem<Coordinator.Command> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    ActorRef<Coordinator.Command> coordinator = context.spawn(
                            Coordinator.create(
                                    CoordinatorSettings.embedded(),
                                    results,
                                    meters,
                                    event -> heard(event, trainings, end),
                                    System::nanoTime),
                            "coordinator");
                    ActorRef<WorkerReport> door = context.spawn(Coordinator.door(coordinator), "reports");
                    context.spawn(AnsweringWorker.create(door, made, PART_TRAININGS, trainings), "worker");
                    coordinator.tell(new Coordinator.Submit(spec, setup.yaml(), NAME));
                    context.watch(coordinator);
                    return Behaviors.receive(Coordinator.Command.class)
                            .onMessage(Coordinator.Command.class, command -> {
                                coordinator.tell(command);
                                return Behaviors.same();
                            })
                            .onSignal(Terminated.class, _ -> Behaviors.stopped())
                            .build();
                }),
                "tegum-bench",
                ConfigFactory.parseString(EmbeddedRun.SETTINGS).withFallback(ConfigFactory.load()));
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long began = System.nanoTime();
        long processorBegan = machine.getProcessCpuTime();
        try {
            end.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            double seconds = (System.nanoTime() - began) / 1e9;
            double processor = (machine.getProcessCpuTime() - processorBegan) / 1e9;
            double store = threadSeconds("tegum-store");
            long heapBytes = heap.most();
            system.tell(new Coordinator.Stop());
            system.getWhenTerminated().toCompletableFuture().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return new Measured(seconds, processor, store, heapBytes);
        } catch (ExecutionException e) {
            system.terminate();
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the control plane did not finish", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Processor time of a thread since it was started.
    private static double threadSeconds(String name) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(thread ->
                                thread != null && thread.getThreadName().equals(name))
                        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                        .sum()
                / 1e9;
    }

    private static void heard(CoordinatorEvent event, long trainings, CompletableFuture<Boolean> end) {
        switch (event) {
            case CoordinatorEvent.Ended _ -> end.complete(true);
            case CoordinatorEvent.Failed(Throwable cause) -> end.completeExceptionally(cause);
            case CoordinatorEvent.Progress progress -> {
                if (progress.counts().done() >= trainings) {
                    end.complete(true);
                }
            }
            case CoordinatorEvent.Stranded _, CoordinatorEvent.Refused _ ->
                end.completeExceptionally(new IllegalStateException("not accepted: " + event));
            case CoordinatorEvent.Submitted _, CoordinatorEvent.WentOn _ -> {}
        }
    }

    /// The digest of what is stored, if trainings and weights are as many as they should be.
    private static String stored(Path folder, long trainings) {
        try (QueryEngine engine = QueryEngine.open(folder)) {
            SweepVersion sweep = new SweepVersion(NAME, 1);
            try (QueryResult rows = engine.query("""
                    SELECT (SELECT count(*) FROM trainings), (SELECT count(*) FROM weights WHERE matrix = 'W')
                    """)) {
                List<?> counts = rows.all().getFirst();
                if (!counts.equals(List.of(trainings, trainings))) {
                    return "rows of trainings and weights: " + counts;
                }
            }
            return Digest.of(engine, sweep);
        }
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Watches how much of the heap is in use right after each collection.
    private static final class HeapWatch implements AutoCloseable {
        private final AtomicLong most = new AtomicLong();
        private final List<NotificationEmitter> emitters = new ArrayList<>();
        private final NotificationListener listener = (notification, _) -> collected(notification.getUserData());

        static HeapWatch start() {
            HeapWatch watch = new HeapWatch();
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                if (collector instanceof NotificationEmitter emitter) {
                    emitter.addNotificationListener(watch.listener, null, null);
                    watch.emitters.add(emitter);
                }
            }
            return watch;
        }

        private void collected(Object data) {
            if (data instanceof CompositeData composite) {
                Map<String, MemoryUsage> pools = GarbageCollectionNotificationInfo.from(composite)
                        .getGcInfo()
                        .getMemoryUsageAfterGc();
                long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP && pools.containsKey(pool.getName()))
                        .mapToLong(pool -> Objects.requireNonNull(pools.get(pool.getName()))
                                .getUsed())
                        .sum();
                most.accumulateAndGet(used, Math::max);
            }
        }

        long most() {
            return most.get();
        }

        @Override
        public void close() {
            for (NotificationEmitter emitter : emitters) {
                try {
                    emitter.removeNotificationListener(listener);
                } catch (ListenerNotFoundException e) {
                    throw new IllegalStateException("it was added above", e);
                }
            }
        }
    }
}
