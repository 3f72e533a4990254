package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.FailureKind;
import tegum.protocol.LeaseId;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// Decides who trains what until when.
///
/// The book is told events and returns what is to be done about them; it reads no clock, sends nothing and
/// stores nothing. Times are nanoseconds of one monotonic clock. The same events give the same effects.
/// Whatever is lost, repeated or late, an index is settled once: when the store says so.
///
/// Not thread-safe.
///
/// Source: DESIGN section 8, rules 1 to 7.
public final class LeaseBook {
    private static final long HARD_FACTOR = 20;

    private final long epoch;
    private final LeaseLimits limits;
    private final Speeds speeds = new Speeds();
    private final Map<SweepVersion, Sweep> sweeps = new TreeMap<>();
    private final Map<SweepVersion, BookCounts> ended = new TreeMap<>();
    private final Map<WorkerId, WorkerEntry> workers = new LinkedHashMap<>();
    private final Map<LeaseId, Lease> leases = new TreeMap<>();
    private final Attempts attempts;
    private List<LeaseEffect> effects = new ArrayList<>();
    private long sequence;
    private int resolving;

    /// @param epoch the coordinator's epoch in the ledger
    public LeaseBook(long epoch, LeaseLimits limits) {
        this.epoch = epoch;
        this.limits = limits;
        this.attempts = new Attempts(limits.retries(), effect -> effects.add(effect));
    }

    /// A sweep wants trainings.
    ///
    /// @param priority the greater is served first; equal ones take turns
    /// @throws IllegalStateException if the version is open already
    public List<LeaseEffect> open(SweepVersion version, List<StratumPlan> strata, int priority, long nowNanos) {
        if (sweeps.containsKey(version)) {
            throw new IllegalStateException(version + " is open already");
        }
        ended.remove(version);
        Sweep sweep = new Sweep(version, strata, priority);
        sweep.lastServed = sequence;
        sweeps.put(version, sweep);
        endIfSettled(version);
        return decide(nowNanos);
    }

    /// No more offers of the sweep; what runs goes on.
    public void pause(SweepVersion version) {
        sweep(version).ifPresent(sweep -> sweep.paused = true);
    }

    /// Nothing of the sweep is wanted any more: its leases are lost, and what is trained anyway is for the
    /// store to judge.
    public List<LeaseEffect> cancel(SweepVersion version, long nowNanos) {
        Sweep sweep = sweeps.remove(version);
        if (sweep != null) {
            List<WorkerId> holders = new ArrayList<>();
            for (Lease lease : leasesOf(version)) {
                close(lease);
                if (!holders.contains(lease.worker)) {
                    holders.add(lease.worker);
                }
            }
            holders.forEach(worker -> send(worker, new CoordinatorOrder.SweepCancelled(version)));
            attempts.forget(version);
            BookCounts counts = sweep.counts(0, 0);
            long open = sweep.strata.stream().mapToLong(Stratum::openCount).sum();
            ended.put(version, new BookCounts(counts.planned(), counts.done(), counts.failed(), 0, 0, open));
        }
        return decide(nowNanos);
    }

    /// A worker is there, or there again. One with a new incarnation has lost what it held.
    public List<LeaseEffect> registered(WorkerReport.Registered report, long nowNanos) {
        WorkerEntry known = workers.get(report.worker());
        if (known != null && known.incarnation != report.incarnation()) {
            lose(known, "the worker was started anew while it trained these");
            known = null;
        }
        if (known == null) {
            workers.put(report.worker(), new WorkerEntry(report));
        }
        return decide(nowNanos);
    }

    /// A worker is gone, and what it held is offered again.
    public List<LeaseEffect> workerLost(WorkerId worker, long nowNanos) {
        WorkerEntry known = workers.get(worker);
        if (known != null) {
            lose(known, "the worker was lost while it trained these");
        }
        return decide(nowNanos);
    }

    /// A worker wants offers; it gets them now or as soon as there are some.
    public List<LeaseEffect> requested(WorkerReport.WorkRequested report, long nowNanos) {
        WorkerEntry worker = workers.get(report.worker());
        if (worker == null) {
            return decide(nowNanos);
        }
        int before = worker.leases.size();
        worker.wants(report.want());
        List<LeaseEffect> decided = decide(nowNanos);
        if (worker.leases.size() == before) {
            decided.add(new LeaseEffect.Send(
                    worker.id,
                    new CoordinatorOrder.NoWork(limits.retries().retryAfter().toMillis())));
        }
        return decided;
    }

    /// Extends the leases whose progress moved, and those that wait behind them on a live worker.
    public List<LeaseEffect> heartbeat(WorkerReport.Heartbeat report, long nowNanos) {
        long until = nowNanos + limits.deadlines().ttl().toNanos();
        boolean alive = false;
        List<LeaseId> unknown = new ArrayList<>();
        for (WorkerReport.LeaseProgress progress : report.leases()) {
            Lease lease = leases.get(progress.lease());
            if (lease == null || !lease.worker.equals(report.worker())) {
                unknown.add(progress.lease());
            } else if (lease.progressed(progress.stepsDone())) {
                lease.extend(until);
                alive = true;
            }
        }
        if (alive) {
            report.leases().stream()
                    .map(progress -> leases.get(progress.lease()))
                    .filter(lease -> lease != null && lease.worker.equals(report.worker()) && !lease.begun())
                    .forEach(lease -> lease.extend(until));
        }
        if (!unknown.isEmpty()) {
            send(report.worker(), new CoordinatorOrder.LeaseLost(unknown));
        }
        return decide(nowNanos);
    }

    /// Results have come and go to the store; until it answers, their trainings are offered to nobody.
    public List<LeaseEffect> received(WorkerReport.Done report, long nowNanos) {
        stratum(report.sweep(), report.stratum()).ifPresent(stratum -> {
            Lease lease = leases.get(report.lease());
            if (lease != null && lease.stratum == stratum && lease.worker.equals(report.worker())) {
                IndexSet reported = lease.take(report.indices());
                stratum.arrive(reported);
                lease.extend(nowNanos + limits.deadlines().ttl().toNanos());
                closeIfEmpty(lease);
                if (!reported.isEmpty()) {
                    speeds.measured(report.worker(), stratum.plan.kernel(), reported.count(), report.deviceMicros());
                }
            }
            stratum.arrive(stratum.withdraw(report.indices()));
        });
        return decide(nowNanos);
    }

    /// The store has answered for a part.
    ///
    /// @param reason why the part was rejected; empty otherwise
    public List<LeaseEffect> settled(WorkerReport.Done report, Verdict verdict, String reason, long nowNanos) {
        stratum(report.sweep(), report.stratum()).ifPresent(stratum -> {
            switch (verdict) {
                case NEW, DUPLICATE -> markDone(stratum, report.indices());
                case REJECTED ->
                    attempts.count(new Attempts.Failure(
                            stratum,
                            stratum.arrived(report.indices()),
                            FailureKind.WORKER,
                            reason,
                            report.worker(),
                            false));
                case FENCED -> stratum.putBack(stratum.arrived(report.indices()));
            }
        });
        endIfSettled(report.sweep());
        return decide(nowNanos);
    }

    /// Trainings of the sweep were stored by another sweep that shares them.
    public List<LeaseEffect> shared(SweepVersion version, int ordinal, IndexSet indices, long nowNanos) {
        stratum(version, ordinal).ifPresent(stratum -> markDone(stratum, indices));
        endIfSettled(version);
        return decide(nowNanos);
    }

    /// A worker has given up trainings.
    public List<LeaseEffect> failed(WorkerReport.Failed report, long nowNanos) {
        Lease lease = leases.get(report.lease());
        if (lease != null && lease.worker.equals(report.worker())) {
            IndexSet given = lease.take(report.indices());
            closeIfEmpty(lease);
            Stratum stratum = lease.stratum;
            switch (report.kind()) {
                case CAPACITY -> shrink(lease, given, report);
                case UNSUPPORTED -> refuse(lease, given, report);
                case WORKER, LOST, BUG -> attempts.count(Attempts.Failure.of(lease, given, report));
            }
            endIfSettled(stratum.sweep);
        }
        return decide(nowNanos);
    }

    /// A worker gives leases back.
    public List<LeaseEffect> released(WorkerReport.Released report, long nowNanos) {
        for (LeaseId id : report.leases()) {
            Lease lease = leases.get(id);
            if (lease != null && lease.worker.equals(report.worker())) {
                close(lease);
                lease.stratum.putBack(lease.remaining());
            }
        }
        return decide(nowNanos);
    }

    /// The ledger has counted a failure.
    ///
    /// @param failures failures of these very trainings until now
    public List<LeaseEffect> counted(long ofTicket, int failures, long nowNanos) {
        attempts.counted(ofTicket, failures).ifPresent(this::endIfSettled);
        return decide(nowNanos);
    }

    /// The engine of a stratum is recorded.
    ///
    /// @param recorded what the ledger has: what was asked for, or the engine that has trained some of it
    ///     already
    /// @param missing trainings that nobody has stored with these numerics
    public List<LeaseEffect> resolved(LeaseEffect.Resolve recorded, IndexSet missing, long nowNanos) {
        resolving--;
        stratum(recorded.sweep(), recorded.stratum()).ifPresent(stratum -> {
            markDone(stratum, stratum.allOpen().minus(missing));
            stratum.resolved(recorded.engine(), recorded.numerics());
        });
        endIfSettled(recorded.sweep());
        return decide(nowNanos);
    }

    /// Time has passed: leases whose deadline has come are lost.
    public List<LeaseEffect> tick(long nowNanos) {
        for (Lease lease : List.copyOf(leases.values())) {
            if (lease.expired(nowNanos)) {
                close(lease);
                takeBack(lease, "no progress before the lease's deadline");
                send(lease.worker, new CoordinatorOrder.LeaseLost(List.of(lease.id)));
            }
        }
        return decide(nowNanos);
    }

    /// Where the trainings of a version are.
    ///
    /// @throws IllegalArgumentException if the book has never heard of it
    public BookCounts counts(SweepVersion version) {
        BookCounts past = ended.get(version);
        if (past != null) {
            return past;
        }
        Sweep sweep =
                sweep(version).orElseThrow(() -> new IllegalArgumentException("no sweep " + version + " in the book"));
        long running = leasesOf(version).stream()
                .mapToLong(lease -> lease.remaining().count())
                .sum();
        return sweep.counts(running, attempts.parkedCount(version));
    }

    /// Trainings that run, or whose results are on their way into the store, by open sweep.
    public Map<SweepVersion, Long> running() {
        Map<SweepVersion, Long> running = new TreeMap<>();
        sweeps.keySet().forEach(version -> running.put(version, counts(version).running()));
        return running;
    }

    /// Sweeps of which no registered worker can train anything that is left, with what they want; none
    /// while there is no worker at all.
    public Map<SweepVersion, String> stranded() {
        Map<SweepVersion, String> stranded = new TreeMap<>();
        if (workers.isEmpty()) {
            return stranded;
        }
        for (Sweep sweep : sweeps.values()) {
            List<Stratum> left = sweep.strata.stream()
                    .filter(stratum -> stratum.openCount() > 0)
                    .toList();
            if (!sweep.paused && left.stream().noneMatch(this::trainable)) {
                stranded.put(sweep.version, "no worker has " + left.getFirst().wanted());
            }
        }
        return stranded;
    }

    private boolean trainable(Stratum stratum) {
        return stratum.unresolved()
                ? best(stratum).isPresent()
                : !stratum.resolved() || workers.values().stream().anyMatch(worker -> worker.trains(stratum));
    }

    /// Whether nobody trains anything now.
    public boolean idle() {
        return leases.isEmpty();
    }

    /// Whether the lease is held by somebody.
    boolean holds(LeaseId lease) {
        return leases.containsKey(lease);
    }

    private List<LeaseEffect> decide(long nowNanos) {
        askForEngines();
        boolean served = true;
        // One offer per worker and round, so that the first to ask does not take all.
        while (served) {
            served = false;
            for (WorkerEntry worker : workers.values()) {
                if (worker.hungry(limits.offers().perDevice())) {
                    served |= offer(worker, nowNanos);
                }
            }
        }
        List<LeaseEffect> decided = effects;
        effects = new ArrayList<>();
        return decided;
    }

    private boolean offer(WorkerEntry worker, long nowNanos) {
        List<Sweep> turn = sweeps.values().stream()
                .filter(sweep -> !sweep.paused)
                .sorted(Comparator.comparingInt((Sweep sweep) -> -sweep.priority)
                        .thenComparingLong(sweep -> sweep.lastServed))
                .toList();
        boolean alone = workers.size() == 1;
        for (Sweep sweep : turn) {
            Optional<Stratum> next = sweep.next(worker, alone);
            if (next.isPresent()) {
                lease(worker, next.get(), alone, nowNanos);
                sweep.lastServed = sequence;
                return true;
            }
        }
        return false;
    }

    private void lease(WorkerEntry worker, Stratum stratum, boolean alone, long nowNanos) {
        LeaseLimits.Offers offers = limits.offers();
        String kernel = stratum.plan.kernel();
        long devices = workers.values().stream()
                .filter(other -> other.trains(stratum))
                .mapToLong(WorkerEntry::devices)
                .sum();
        long share = Math.ceilDiv(stratum.waitingCount(), Math.max(1, devices));
        long size = speeds.nextSize(worker.id, kernel, offers, worker.grain(), share);
        Stratum.Taken taken =
                stratum.take(worker.id, alone, size, offers.ranges()).orElseThrow();
        long ttl = limits.deadlines().ttl().toNanos();
        long hard = hardNanos(worker.id, kernel, taken.indices().count());
        LeaseId id = new LeaseId(epoch, sequence++);
        leases.put(id, new Lease(id, worker.id, stratum, taken, nowNanos + ttl, nowNanos + hard));
        worker.offered(id);
        List<IndexRange> ranges = taken.indices().ranges();
        send(
                worker.id,
                new CoordinatorOrder.Offer(
                        id,
                        stratum.sweep,
                        stratum.ordinal,
                        stratum.engine(),
                        new IndexRange(
                                ranges.getFirst().from(), ranges.getLast().to()),
                        taken.indices(),
                        limits.deadlines().ttl().toMillis(),
                        hard / 1_000_000));
    }

    private long hardNanos(WorkerId worker, String kernel, long trainings) {
        LeaseLimits.Deadlines deadlines = limits.deadlines();
        double speed = speeds.trainingsPerSecond(worker, kernel).orElse(0);
        if (speed == 0) {
            return deadlines.hardMost().toNanos();
        }
        long expected = (long) (HARD_FACTOR * trainings / speed * 1e9);
        return Math.clamp(
                expected, deadlines.hardLeast().toNanos(), deadlines.hardMost().toNanos());
    }

    private void askForEngines() {
        if (workers.isEmpty()) {
            return;
        }
        for (Sweep sweep : sweeps.values()) {
            int ordinal = sweep.paused ? -1 : sweep.nextUnresolved(0);
            while (ordinal >= 0) {
                if (resolving >= limits.retries().resolving()) {
                    return;
                }
                Stratum stratum = sweep.strata.get(ordinal);
                best(stratum).ifPresent(engine -> {
                    stratum.asked();
                    resolving++;
                    effects.add(engine);
                });
                ordinal = sweep.nextUnresolved(ordinal + 1);
            }
        }
    }

    /// The best engine for a stratum among the registered workers.
    private Optional<LeaseEffect.Resolve> best(Stratum stratum) {
        Map<String, String> usable = new HashMap<>();
        workers.values().forEach(worker -> worker.numericsByEngine().forEach(usable::putIfAbsent));
        return EngineOrder.of(workers.values()).stream()
                .filter(engine -> stratum.accepts(engine, String.valueOf(usable.get(engine))))
                .findFirst()
                .map(engine -> new LeaseEffect.Resolve(
                        stratum.sweep, stratum.ordinal, engine, String.valueOf(usable.get(engine))));
    }

    /// What did not fit is offered again in smaller pieces; a single training that does not fit has failed.
    private void shrink(Lease lease, IndexSet given, WorkerReport.Failed report) {
        Stratum stratum = lease.stratum;
        if (given.count() > 1) {
            speeds.tooLarge(report.worker(), stratum.plan.kernel(), given.count());
            stratum.putBack(given);
        } else {
            attempts.count(Attempts.Failure.of(lease, given, report));
        }
    }

    /// The whole stratum has one kernel key: what is not supported for some of it cannot be trained with
    /// its engine at all. Where the choice is free and nothing is trained yet, the next engine takes its
    /// place.
    private void refuse(Lease lease, IndexSet given, WorkerReport.Failed report) {
        Stratum stratum = lease.stratum;
        if (stratum.passOver() && best(stratum).isPresent()) {
            effects.add(new LeaseEffect.PassedOver(stratum.sweep, stratum.ordinal, stratum.engine(), report.text()));
            stratum.putBack(given);
            for (Lease other : leasesOf(stratum.sweep)) {
                if (other.stratum == stratum) {
                    close(other);
                    stratum.putBack(other.remaining());
                    send(other.worker, new CoordinatorOrder.LeaseLost(List.of(other.id)));
                }
            }
            stratum.unresolve();
            return;
        }
        IndexSet all = given.union(stratum.withdraw(stratum.allOpen()));
        attempts.giveUp(Attempts.Failure.of(lease, all, report));
    }

    private void lose(WorkerEntry worker, String text) {
        workers.remove(worker.id);
        speeds.forget(worker.id);
        for (LeaseId id : List.copyOf(worker.leases)) {
            Lease lease = leases.get(id);
            if (lease != null) {
                close(lease);
                takeBack(lease, text);
            }
        }
    }

    /// What has begun counts as a failure, because the trainings may be the cause; what has not is offered
    /// again.
    private void takeBack(Lease lease, String text) {
        if (lease.begun()) {
            attempts.count(new Attempts.Failure(
                    lease.stratum, lease.remaining(), FailureKind.LOST, text, lease.worker, lease.bisecting));
        } else {
            lease.stratum.putBack(lease.remaining());
        }
    }

    private void markDone(Stratum stratum, IndexSet indices) {
        IndexSet newly = stratum.settle(indices);
        IndexSet left = newly.minus(stratum.arrived(newly));
        if (left.isEmpty()) {
            return;
        }
        left = left.minus(stratum.withdraw(left));
        for (Lease lease : leasesOf(stratum.sweep)) {
            if (lease.stratum == stratum && !left.isEmpty()) {
                left = left.minus(lease.take(left));
                if (lease.remaining().isEmpty()) {
                    close(lease);
                    send(lease.worker, new CoordinatorOrder.LeaseLost(List.of(lease.id)));
                }
            }
        }
        attempts.withdraw(stratum, left);
    }

    private void endIfSettled(SweepVersion version) {
        Sweep sweep = sweeps.get(version);
        if (sweep != null && sweep.settled()) {
            BookCounts counts = sweep.counts(0, 0);
            sweeps.remove(version);
            ended.put(version, counts);
            effects.add(new LeaseEffect.Completed(version, counts));
        }
    }

    private void closeIfEmpty(Lease lease) {
        if (lease.remaining().isEmpty()) {
            close(lease);
        }
    }

    private void close(Lease lease) {
        leases.remove(lease.id);
        WorkerEntry worker = workers.get(lease.worker);
        if (worker != null) {
            worker.leases.remove(lease.id);
        }
    }

    private void send(WorkerId worker, CoordinatorOrder order) {
        effects.add(new LeaseEffect.Send(worker, order));
    }

    private List<Lease> leasesOf(SweepVersion version) {
        return leases.values().stream()
                .filter(lease -> lease.stratum.sweep.equals(version))
                .toList();
    }

    private Optional<Sweep> sweep(SweepVersion version) {
        return Optional.ofNullable(sweeps.get(version));
    }

    private Optional<Stratum> stratum(SweepVersion version, int ordinal) {
        @Nullable Sweep sweep = sweeps.get(version);
        return sweep == null || ordinal < 0 || ordinal >= sweep.strata.size()
                ? Optional.empty()
                : Optional.of(sweep.strata.get(ordinal));
    }
}
