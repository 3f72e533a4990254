package tegum.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// A world around a lease book in which everything that can go wrong does: workers vanish, hang,
/// answer twice, late or never; messages are lost; some trainings fail always, and one engine does
/// not train every stratum. After every event the books are checked.
final class LeaseStorm {
    static final LeaseLimits LIMITS = new LeaseLimits(
            new LeaseLimits.Offers(Duration.ofSeconds(1), 64, 5, 2),
            new LeaseLimits.Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(40), Duration.ofSeconds(100)),
            new LeaseLimits.Retries(3, 4, Duration.ofSeconds(1), 2),
            LeaseLimits.Suspicion.none());

    /// A book that is told nothing for half a lease's time to live takes it that the coordinator
    /// did not run.
    private static final long LONGEST_GAP_NANOS = 1_000_000_000L;

    /// What really became of a sweep's trainings, by stratum.
    record Truth(List<StratumPlan> plans, List<BitSet> stored, List<BitSet> givenUp) {
        long storedCount() {
            return stored.stream().mapToLong(BitSet::cardinality).sum();
        }

        long givenUpCount() {
            return givenUp.stream().mapToLong(BitSet::cardinality).sum();
        }

        long planned() {
            return plans.stream().mapToLong(StratumPlan::trainings).sum();
        }
    }

    private record Held(WorkerId worker, CoordinatorOrder.Offer offer) {}

    private final SplittableRandom random;
    private final LeaseBook book = new LeaseBook(1, LIMITS);
    private final Map<SweepVersion, Truth> truths = new TreeMap<>();
    private final Set<Long> poison = new HashSet<>();
    private final Set<SweepVersion> completed = new HashSet<>();
    private final Map<LeaseId, Held> held = new TreeMap<>();
    private final Map<LeaseId, Long> hardDeadlines = new TreeMap<>();
    private final List<WorkerReport.Done> inStore = new ArrayList<>();
    private final List<WorkerReport.Done> sent = new ArrayList<>();
    private final List<LeaseEffect.Resolve> asked = new ArrayList<>();
    private final Set<String> passedOver = new HashSet<>();
    private final List<LeaseEffect.CountAttempt> uncounted = new ArrayList<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private long nowNanos;
    private long tickedNanos;
    private int incarnation;

    LeaseStorm(long seed) {
        random = new SplittableRandom(seed);
        nowNanos = random.nextLong(); // a monotonic clock may start anywhere
        tickedNanos = nowNanos;
        for (int k = 0; k < 3; k++) {
            poison.add(random.nextLong(200));
        }
        for (int s = 0; s < 2; s++) {
            SweepVersion version = new SweepVersion("sweep-" + s, 1);
            List<StratumPlan> strata = new ArrayList<>();
            for (int k = 0; k <= random.nextInt(3); k++) {
                strata.add(new StratumPlan(100 + random.nextInt(300), "kernel-" + k, "auto", Optional.empty()));
            }
            truths.put(version, new Truth(strata, emptySets(strata.size()), emptySets(strata.size())));
            carryOut(book.open(version, strata, s, nowNanos));
        }
    }

    LeaseBook book() {
        return book;
    }

    Set<SweepVersion> completed() {
        return completed;
    }

    Set<SweepVersion> sweeps() {
        return truths.keySet();
    }

    Truth truth(SweepVersion version) {
        return Objects.requireNonNull(truths.get(version));
    }

    boolean isPoison(long index) {
        return poison.contains(index);
    }

    /// One random event, then all invariants.
    void step(boolean calm) {
        nowNanos += random.nextLong(calm ? 1_000_000_000L : 3_000_000_000L);
        WorkerId worker = new WorkerId("w" + random.nextInt(calm ? 2 : 4));
        switch (random.nextInt(calm ? 7 : 12)) {
            case 0 -> register(worker, false);
            case 1 -> carryOut(book.requested(new WorkerReport.WorkRequested(worker, 1 + random.nextInt(3)), nowNanos));
            case 2, 3 -> train();
            case 4 -> storeAnswers();
            case 5 -> ledgerAnswers();
            case 6 -> tick();
            case 7 -> register(worker, true);
            case 8 -> carryOut(book.workerLost(worker, nowNanos));
            case 9 -> heartbeat(worker);
            case 10 -> repeatAnOldReport();
            case 11 -> release(worker);
            default -> throw new IllegalStateException();
        }
        if (nowNanos - tickedNanos > LONGEST_GAP_NANOS) {
            tick();
        }
        check();
    }

    private void tick() {
        tickedNanos = nowNanos;
        carryOut(book.tick(nowNanos));
        hardDeadlines.entrySet().removeIf(entry -> entry.getValue() - nowNanos <= 0 && !book.holds(entry.getKey()));
        hardDeadlines.forEach((lease, deadline) -> assertThat(deadline - nowNanos)
                .as("lease %s is not kept past its hard deadline", lease)
                .isPositive());
    }

    private void register(WorkerId worker, boolean anew) {
        if (anew) {
            held.values().removeIf(entry -> entry.worker.equals(worker));
            incarnation++;
        }
        List<WorkerReport.EngineOffer> engines = List.of(
                new WorkerReport.EngineOffer("reference", "reference/1"),
                new WorkerReport.EngineOffer("vector", "vector/1"));
        List<WorkerReport.DeviceFacts> devices = List.of(new WorkerReport.DeviceFacts("cpu", "cpu", "test", 2, 0));
        carryOut(book.registered(
                new WorkerReport.Registered(
                        worker, 1, "test", incarnation, "", engines, devices, WorkerReport.Limits.none(), List.of()),
                nowNanos));
    }

    private void train() {
        if (held.isEmpty()) {
            return;
        }
        Held entry = List.copyOf(held.values()).get(random.nextInt(held.size()));
        CoordinatorOrder.Offer offer = entry.offer;
        if (refused(offer.stratum(), offer.engine())) {
            held.remove(offer.lease());
            carryOut(book.failed(
                    new WorkerReport.Failed(
                            entry.worker,
                            offer.lease(),
                            offer.sweep(),
                            offer.stratum(),
                            offer.missing(),
                            FailureKind.UNSUPPORTED,
                            "refused"),
                    nowNanos));
            return;
        }
        IndexSet poisoned = IndexSet.ofAscending(offer.missing().indices().filter(poison::contains));
        if (!poisoned.isEmpty()) {
            held.remove(offer.lease());
            FailureKind kind = random.nextInt(5) == 0 ? FailureKind.CAPACITY : FailureKind.WORKER;
            carryOut(book.failed(
                    new WorkerReport.Failed(
                            entry.worker,
                            offer.lease(),
                            offer.sweep(),
                            offer.stratum(),
                            offer.missing(),
                            kind,
                            "poison"),
                    nowNanos));
            return;
        }
        IndexSet left = offer.missing();
        while (!left.isEmpty()) {
            IndexSet part = left.first(1 + random.nextInt(40));
            left = left.minus(part);
            WorkerReport.Done done = new WorkerReport.Done(
                    entry.worker,
                    offer.lease(),
                    offer.sweep(),
                    offer.stratum(),
                    part,
                    0,
                    1,
                    new WorkerReport.Provenance("vector", "vector/1", "cpu", "test"),
                    part.count() * (20_000 + random.nextInt(50_000)),
                    new byte[0]);
            sent.add(done);
            if (random.nextInt(10) > 0) {
                report(done);
            }
        }
        held.remove(offer.lease());
    }

    /// The engine that comes first cannot train the second stratum.
    private static boolean refused(int stratum, String engine) {
        return stratum == 1 && engine.equals("reference");
    }

    private void report(WorkerReport.Done done) {
        carryOut(book.received(done, nowNanos));
        inStore.add(done);
    }

    private void repeatAnOldReport() {
        if (!sent.isEmpty()) {
            report(sent.get(random.nextInt(sent.size())));
        }
    }

    /// The store answers in the order of its questions, as one thread does.
    private void storeAnswers() {
        for (int k = random.nextInt(8); k > 0 && !inStore.isEmpty(); k--) {
            WorkerReport.Done done = inStore.removeFirst();
            if (random.nextInt(15) == 0) {
                carryOut(book.settled(done, Verdict.REJECTED, "rejected by chance", nowNanos));
                continue;
            }
            BitSet bits = truth(done.sweep()).stored().get(done.stratum());
            boolean fresh = done.indices().indices().anyMatch(index -> !bits.get((int) index));
            done.indices().indices().forEach(index -> bits.set((int) index));
            carryOut(book.settled(done, fresh ? Verdict.NEW : Verdict.DUPLICATE, "", nowNanos));
        }
    }

    private void ledgerAnswers() {
        if (!asked.isEmpty()) {
            LeaseEffect.Resolve resolve = asked.removeFirst();
            long trainings =
                    truth(resolve.sweep()).plans().get(resolve.stratum()).trainings();
            BitSet bits = truth(resolve.sweep()).stored().get(resolve.stratum());
            // Every seventh is there already, stored by another sweep, if the engine can train it at all.
            for (int index = 3; index < trainings && !refused(resolve.stratum(), resolve.engine()); index += 7) {
                bits.set(index);
            }
            IndexSet missing = IndexSet.ofAscending(
                    IndexSet.of(new IndexRange(0, trainings)).indices().filter(index -> !bits.get((int) index)));
            carryOut(book.resolved(resolve, missing, nowNanos));
        }
        if (!uncounted.isEmpty()) {
            LeaseEffect.CountAttempt attempt = uncounted.removeFirst();
            int count = attempts.merge(
                    attempt.sweep() + " " + attempt.stratum() + " " + attempt.indices(), 1, Integer::sum);
            carryOut(book.counted(attempt.ticket(), count, nowNanos));
        }
    }

    private void heartbeat(WorkerId worker) {
        List<WorkerReport.LeaseProgress> progress = held.values().stream()
                .filter(entry -> entry.worker.equals(worker))
                .map(entry -> new WorkerReport.LeaseProgress(entry.offer.lease(), random.nextInt(100)))
                .toList();
        carryOut(book.heartbeat(new WorkerReport.Heartbeat(worker, progress), nowNanos));
    }

    private void release(WorkerId worker) {
        List<LeaseId> leases = held.values().stream()
                .filter(entry -> entry.worker.equals(worker))
                .map(entry -> entry.offer.lease())
                .toList();
        leases.forEach(held::remove);
        carryOut(book.released(new WorkerReport.Released(worker, leases), nowNanos));
    }

    private void carryOut(List<LeaseEffect> effects) {
        for (LeaseEffect effect : effects) {
            switch (effect) {
                case LeaseEffect.Send(WorkerId worker, CoordinatorOrder.Offer offer) -> {
                    assertThat(offer.missing().isEmpty()).isFalse();
                    hardDeadlines.put(offer.lease(), nowNanos + offer.hardDeadlineMillis() * 1_000_000);
                    if (random.nextInt(20) > 0) {
                        held.put(offer.lease(), new Held(worker, offer));
                    }
                }
                case LeaseEffect.Send(WorkerId _, CoordinatorOrder.LeaseLost(List<LeaseId> lost)) -> {
                    if (random.nextBoolean()) {
                        lost.forEach(held::remove);
                    }
                }
                case LeaseEffect.Send _, LeaseEffect.Quarantined _ -> {}
                case LeaseEffect.PassedOver passed -> {
                    assertThat(refused(passed.stratum(), passed.engine())).isTrue();
                    assertThat(passedOver.add(passed.sweep() + " " + passed.stratum()))
                            .as("passed over once")
                            .isTrue();
                }
                case LeaseEffect.Resolve resolve -> asked.add(resolve);
                case LeaseEffect.CountAttempt attempt -> uncounted.add(attempt);
                case LeaseEffect.GiveUp failure -> {
                    assertThat(failure.kind()).as("another engine trains it").isNotEqualTo(FailureKind.UNSUPPORTED);
                    failure.indices().indices().forEach(index -> {
                        BitSet bits = truth(failure.sweep()).givenUp().get(failure.stratum());
                        assertThat(bits.get((int) index))
                                .as("given up twice: %d", index)
                                .isFalse();
                        bits.set((int) index);
                    });
                }
                case LeaseEffect.Completed(SweepVersion version, BookCounts counts) -> {
                    assertThat(completed.add(version)).as("completed once").isTrue();
                    assertThat(counts.planned()).isEqualTo(counts.done() + counts.failed());
                }
            }
        }
    }

    private void check() {
        truths.forEach((version, truth) -> {
            BookCounts counts = book.counts(version);
            assertThat(counts.done() + counts.failed() + counts.running() + counts.waiting() + counts.cancelled())
                    .as("planned = done + failed + running + waiting + cancelled: %s", counts)
                    .isEqualTo(counts.planned())
                    .isEqualTo(truth.planned());
            assertThat(counts.done()).as("done only what is stored").isLessThanOrEqualTo(truth.storedCount());
            assertThat(counts.failed()).as("failed only what was given up").isEqualTo(truth.givenUpCount());
        });
    }

    private static List<BitSet> emptySets(int count) {
        List<BitSet> sets = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            sets.add(new BitSet());
        }
        return sets;
    }
}
