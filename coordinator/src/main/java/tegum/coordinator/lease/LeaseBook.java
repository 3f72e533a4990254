package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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
/// The book is told events and returns what is to be done about them; it reads no clock, sends
/// nothing and stores nothing. Times are nanoseconds of one monotonic clock. The same events give
/// the same effects. Whatever is lost, repeated or late, an index is settled once: when the store
/// says so.
///
/// Not thread-safe.
///
/// Source: DESIGN section 8, rules 1 to 7.
public final class LeaseBook {
    private final long epoch;
    private final LeaseLimits limits;
    private final Speeds speeds = new Speeds();
    private final Roster roster = new Roster();
    private final SweepQueue sweeps = new SweepQueue();
    private final OpenLeases leases = new OpenLeases();
    private final Attempts attempts;
    private final Engines engines;
    private final Moves moves;
    private final Dealer dealer;
    private final Explainer explainer;
    private final Snapshots snapshots;
    private List<LeaseEffect> effects = new ArrayList<>();
    /// Whether there is something to offer that was not there when all were served last.
    private boolean moreToOffer;
    private OptionalLong toldNanos = OptionalLong.empty();

    /// @param epoch the coordinator's epoch in the ledger
    public LeaseBook(long epoch, LeaseLimits limits) {
        this.epoch = epoch;
        this.limits = limits;
        this.attempts = new Attempts(limits.retries(), effect -> effects.add(effect));
        this.engines = new Engines(roster, sweeps, limits.retries().resolving(), effect -> effects.add(effect));
        this.moves = new Moves(roster, sweeps, leases, attempts, engines, effect -> effects.add(effect));
        this.dealer = new Dealer(epoch, limits, roster, sweeps, leases, speeds);
        this.explainer = new Explainer(roster, sweeps, leases, dealer);
        this.snapshots = new Snapshots(roster, leases, attempts);
    }

    /// A sweep wants trainings.
    ///
    /// @param priority the greater is served first; equal ones share the device time evenly
    /// @throws IllegalStateException if the version is open already
    public List<LeaseEffect> open(SweepVersion version, List<StratumPlan> strata, int priority, long nowNanos) {
        sweeps.add(new Sweep(version, strata, priority, () -> moreToOffer = true));
        engines.due();
        moves.endIfSettled(version);
        return decide(nowNanos);
    }

    /// No more offers of the sweep; what runs goes on.
    public void pause(SweepVersion version) {
        sweeps.find(version).ifPresent(sweep -> sweep.paused = true);
    }

    /// Offers of the sweep again, after a pause.
    public List<LeaseEffect> resume(SweepVersion version, long nowNanos) {
        sweeps.find(version).filter(sweep -> sweep.paused).ifPresent(sweep -> {
            sweep.paused = false;
            sweeps.joins(sweep);
            moreToOffer = true;
            engines.due();
        });
        return decide(nowNanos);
    }

    /// From the next offer on the sweep is more or less urgent; what runs goes on.
    ///
    /// @param priority the greater is served first
    public void priority(SweepVersion version, int priority) {
        sweeps.find(version).filter(sweep -> sweep.priority != priority).ifPresent(sweep -> {
            sweep.priority = priority;
            sweeps.joins(sweep);
        });
    }

    /// Nothing of the sweep is wanted any more: its leases are lost, and what is trained anyway is
    /// for the store to judge.
    public List<LeaseEffect> cancel(SweepVersion version, long nowNanos) {
        sweeps.find(version).ifPresent(sweep -> {
            Set<WorkerId> holders = new LinkedHashSet<>();
            for (Lease lease : leases.of(version)) {
                moves.close(lease);
                holders.add(lease.worker);
            }
            holders.forEach(worker -> send(worker, new CoordinatorOrder.SweepCancelled(version)));
            attempts.forget(version);
            BookCounts counts = sweep.counts(0, 0);
            long open = sweep.strata.stream().mapToLong(Stratum::openCount).sum();
            sweeps.end(sweep, new BookCounts(counts.planned(), counts.done(), counts.failed(), 0, 0, open));
        });
        return decide(nowNanos);
    }

    /// A worker is there, or there again. One with a new incarnation has lost what it held, and
    /// drains no more.
    ///
    /// What it holds by an earlier registration, from this coordinator or another, it may go on
    /// with, as far as nobody else has it.
    public List<LeaseEffect> registered(WorkerReport.Registered report, long nowNanos) {
        roster.find(report.worker())
                .filter(worker -> worker.incarnation != report.incarnation())
                .ifPresent(worker -> lose(worker, "the worker was started anew while it trained these"));
        if (roster.find(report.worker()).isEmpty()) {
            roster.add(new WorkerEntry(report));
            crewChanged();
        }
        roster.find(report.worker()).ifPresent(worker -> {
            worker.ends(report.limits(), nowNanos);
            List<LeaseId> lost = report.holding().stream()
                    .filter(held -> !goesOn(worker, held, nowNanos))
                    .map(WorkerReport.HeldOffer::lease)
                    .toList();
            if (!lost.isEmpty()) {
                send(worker.id, new CoordinatorOrder.LeaseLost(lost));
            }
        });
        return decide(nowNanos);
    }

    private boolean goesOn(WorkerEntry worker, WorkerReport.HeldOffer held, long nowNanos) {
        return leases.find(held.lease())
                .map(lease -> lease.worker.equals(worker.id))
                .orElseGet(() -> roster.quarantineReason(worker.id).isEmpty()
                        && sweeps.stratum(held.sweep(), held.stratum())
                                .filter(stratum -> dealer.adopt(worker, stratum, held, nowNanos))
                                .isPresent());
    }

    /// A worker is gone, and what it held is offered again.
    public List<LeaseEffect> workerLost(WorkerId worker, long nowNanos) {
        roster.find(worker).ifPresent(known -> lose(known, "the worker was lost while it trained these"));
        return decide(nowNanos);
    }

    /// A worker gets no more offers, and is asked to leave; what it holds it keeps until it gives
    /// it back.
    ///
    /// @param reason for people; may be empty
    public List<LeaseEffect> drain(WorkerId worker, String reason, long nowNanos) {
        roster.find(worker).ifPresent(known -> {
            roster.drain(known, reason);
            crewChanged();
            send(worker, new CoordinatorOrder.Drain(reason));
        });
        return decide(nowNanos);
    }

    /// A worker's results were compared with those of others, and agree or do not.
    ///
    /// @param reason what was found, for people
    public List<LeaseEffect> audited(WorkerId worker, boolean passed, String reason, long nowNanos) {
        int failed = roster.trust(worker).audited(passed);
        if (failed >= limits.suspicion().audits()) {
            quarantine(worker, "%d audits of its results failed, the last: %s".formatted(failed, reason));
        }
        return decide(nowNanos);
    }

    /// A quarantined worker is trusted again.
    public List<LeaseEffect> release(WorkerId worker, long nowNanos) {
        if (roster.release(worker)) {
            crewChanged();
        }
        return decide(nowNanos);
    }

    /// A worker wants offers; it gets them now or as soon as there are some.
    public List<LeaseEffect> requested(WorkerReport.WorkRequested report, long nowNanos) {
        Optional<WorkerEntry> known = roster.find(report.worker());
        if (known.isEmpty()) {
            return decide(nowNanos);
        }
        WorkerEntry worker = known.get();
        int before = worker.leaseCount();
        worker.wants(report.want());
        roster.touch(worker);
        List<LeaseEffect> decided = decide(nowNanos);
        if (worker.leaseCount() == before) {
            decided.add(new LeaseEffect.Send(
                    worker.id,
                    new CoordinatorOrder.NoWork(limits.retries().retryAfter().toMillis())));
        }
        return decided;
    }

    /// Extends the leases whose progress moved, and those that wait behind them on a live worker.
    ///
    /// What a worker has begun under another coordinator it may end, because its results are
    /// accepted; what it has not begun is offered by this one.
    public List<LeaseEffect> heartbeat(WorkerReport.Heartbeat report, long nowNanos) {
        long until = nowNanos + limits.deadlines().ttl().toNanos();
        boolean alive = false;
        List<Lease> queued = new ArrayList<>();
        List<LeaseId> unknown = new ArrayList<>();
        for (WorkerReport.LeaseProgress progress : report.leases()) {
            Optional<Lease> held = leases.heldBy(report.worker(), progress.lease());
            if (held.isEmpty()) {
                if (progress.lease().epoch() == epoch || progress.stepsDone() == 0) {
                    unknown.add(progress.lease());
                }
            } else if (held.get().progressed(progress.stepsDone())) {
                held.get().extend(until);
                alive = true;
            } else if (!held.get().begun()) {
                queued.add(held.get());
            }
        }
        if (alive) {
            queued.forEach(lease -> lease.extend(until));
        }
        if (!unknown.isEmpty()) {
            send(report.worker(), new CoordinatorOrder.LeaseLost(unknown));
        }
        return decide(nowNanos);
    }

    /// Results have come and go to the store; until it answers, their trainings are offered to nobody.
    public List<LeaseEffect> received(WorkerReport.Done report, long nowNanos) {
        sweeps.stratum(report.sweep(), report.stratum()).ifPresent(stratum -> {
            leases.heldBy(report.worker(), report.lease())
                    .filter(lease -> lease.stratum == stratum)
                    .ifPresent(lease -> {
                        IndexSet reported = leases.take(lease, report.indices());
                        stratum.arrive(reported);
                        lease.extend(nowNanos + limits.deadlines().ttl().toNanos());
                        moves.closeIfEmpty(lease);
                        measured(report, stratum, reported.count());
                    });
            stratum.arrive(stratum.withdraw(report.indices()));
        });
        return decide(nowNanos);
    }

    private void measured(WorkerReport.Done report, Stratum stratum, long trainings) {
        if (trainings > 0) {
            stratum.account.spend(report.deviceMicros());
            roster.find(report.worker())
                    .ifPresent(worker -> speeds.measured(worker, stratum, trainings, report.deviceMicros()));
        }
    }

    /// The store has answered for a part.
    ///
    /// @param reason why the part was rejected; empty otherwise
    public List<LeaseEffect> settled(WorkerReport.Done report, Verdict verdict, String reason, long nowNanos) {
        sweeps.stratum(report.sweep(), report.stratum()).ifPresent(stratum -> {
            switch (verdict) {
                case NEW, DUPLICATE -> {
                    roster.stored(report.worker());
                    moves.markDone(stratum, report.indices());
                }
                case REJECTED -> rejected(report, stratum, reason);
                case FENCED -> stratum.putBack(stratum.arrived(report.indices()));
            }
        });
        moves.endIfSettled(report.sweep());
        return decide(nowNanos);
    }

    private void rejected(WorkerReport.Done report, Stratum stratum, String reason) {
        IndexSet arrived = stratum.arrived(report.indices());
        attempts.count(new Attempts.Failure(stratum, arrived, FailureKind.WORKER, reason, report.worker(), false));
        int refused = roster.trust(report.worker()).refused(report.sweep(), report.stratum(), report.indices());
        if (refused >= limits.suspicion().refused()) {
            quarantine(report.worker(), "%d of its parts were refused, the last: %s".formatted(refused, reason));
        }
    }

    /// Trainings of the sweep were stored by another sweep that shares them.
    public List<LeaseEffect> shared(SweepVersion version, int ordinal, IndexSet indices, long nowNanos) {
        sweeps.stratum(version, ordinal).ifPresent(stratum -> moves.markDone(stratum, indices));
        moves.endIfSettled(version);
        return decide(nowNanos);
    }

    /// A worker has given up trainings.
    public List<LeaseEffect> failed(WorkerReport.Failed report, long nowNanos) {
        leases.heldBy(report.worker(), report.lease()).ifPresent(lease -> {
            IndexSet given = leases.take(lease, report.indices());
            moves.closeIfEmpty(lease);
            switch (report.kind()) {
                case CAPACITY -> shrink(lease, given, report);
                case UNSUPPORTED -> moves.refuse(lease, given, report);
                case WORKER, LOST, BUG -> attempts.count(Attempts.Failure.of(lease, given, report));
            }
            moves.endIfSettled(lease.stratum.sweep);
        });
        return decide(nowNanos);
    }

    /// A worker gives leases back.
    public List<LeaseEffect> released(WorkerReport.Released report, long nowNanos) {
        for (LeaseId id : report.leases()) {
            leases.heldBy(report.worker(), id).ifPresent(moves::putBack);
        }
        return decide(nowNanos);
    }

    /// The ledger has counted a failure.
    ///
    /// @param failures failures of these very trainings until now
    public List<LeaseEffect> counted(long ofTicket, int failures, long nowNanos) {
        attempts.counted(ofTicket, failures).ifPresent(moves::endIfSettled);
        return decide(nowNanos);
    }

    /// The engine of a stratum is recorded.
    ///
    /// @param recorded what the ledger has: what was asked for, or the engine that has trained some
    ///     of it     already
    /// @param missing trainings that nobody has stored with these numerics
    public List<LeaseEffect> resolved(LeaseEffect.Resolve recorded, IndexSet missing, long nowNanos) {
        engines.answered();
        sweeps.stratum(recorded.sweep(), recorded.stratum()).ifPresent(stratum -> {
            moves.markDone(stratum, stratum.allOpen().minus(missing));
            stratum.resolved(new WorkerReport.EngineOffer(recorded.engine(), recorded.numerics()));
        });
        moves.endIfSettled(recorded.sweep());
        return decide(nowNanos);
    }

    /// Time has passed: leases whose deadline has come are lost. To be called often within a
    /// lease's time to live.
    public List<LeaseEffect> tick(long nowNanos) {
        wake(nowNanos);
        for (Lease lease : leases.all()) {
            if (lease.expired(nowNanos)) {
                moves.close(lease);
                moves.takeBack(lease, "no progress before the lease's deadline");
                send(lease.worker, new CoordinatorOrder.LeaseLost(List.of(lease.id)));
            }
        }
        return decide(nowNanos);
    }

    /// Where the trainings of a version are.
    ///
    /// @throws IllegalArgumentException if the book has never heard of it
    public BookCounts counts(SweepVersion version) {
        return sweeps.ended(version).orElseGet(() -> snapshots.counts(open(version)));
    }

    /// Trainings that run, or whose results are on their way into the store, by open sweep.
    public Map<SweepVersion, Long> running() {
        Map<SweepVersion, Long> running = new TreeMap<>();
        sweeps.all()
                .forEach(sweep ->
                        running.put(sweep.version, snapshots.counts(sweep).running()));
        return running;
    }

    /// The open sweeps.
    public List<SweepSnapshot> sweeps() {
        return sweeps.all().stream().map(snapshots::sweep).toList();
    }

    /// The registered workers, in the order in which they came.
    public List<WorkerSnapshot> workers(long nowNanos) {
        return roster.all().stream()
                .map(worker -> snapshots.worker(worker, nowNanos))
                .toList();
    }

    /// Why nothing of a version, or less than one might expect, is being trained; the reason that
    /// matters most first.
    ///
    /// @throws IllegalArgumentException if the book has never heard of it
    public List<WaitReason> explain(SweepVersion version, long nowNanos) {
        Optional<BookCounts> past = sweeps.ended(version);
        return past.isPresent()
                ? List.of(new WaitReason.Ended(past.get()))
                : explainer.explain(open(version), attempts.parkedCount(version), nowNanos);
    }

    /// Sweeps of which no registered worker can train anything that is left, with what they want; none
    /// while there is no worker at all.
    public Map<SweepVersion, String> stranded() {
        Map<SweepVersion, String> stranded = new TreeMap<>();
        for (Sweep sweep : sweeps.all()) {
            explainer.stranded(sweep).ifPresent(reason -> stranded.put(sweep.version, reason));
        }
        return stranded;
    }

    /// Whether nobody trains anything now.
    public boolean idle() {
        return leases.isEmpty();
    }

    /// Whether the lease is held by somebody.
    public boolean holds(LeaseId lease) {
        return leases.holds(lease);
    }

    /// Where nothing was told to the book for long, the coordinator did not run and could not hear
    /// of progress: the deadlines wait for as long.
    private void wake(long nowNanos) {
        long slept = nowNanos - toldNanos.orElse(nowNanos);
        toldNanos = OptionalLong.of(nowNanos);
        if (slept > limits.deadlines().ttl().toNanos() / 2) {
            leases.all().forEach(lease -> lease.postpone(slept));
        }
    }

    private List<LeaseEffect> decide(long nowNanos) {
        wake(nowNanos);
        engines.ask();
        List<WorkerEntry> served = roster.takeTouched(moreToOffer);
        moreToOffer = false;
        // One offer per worker and round, so that the first to ask does not take all.
        while (!served.isEmpty()) {
            served.removeIf(worker -> {
                Optional<CoordinatorOrder.Offer> offer = dealer.offer(worker, nowNanos);
                offer.ifPresent(some -> send(worker.id, some));
                return offer.isEmpty();
            });
        }
        List<LeaseEffect> decided = effects;
        effects = new ArrayList<>();
        return decided;
    }

    /// What did not fit is offered again in smaller pieces; a single training that does not fit has
    /// failed.
    private void shrink(Lease lease, IndexSet given, WorkerReport.Failed report) {
        Stratum stratum = lease.stratum;
        if (given.count() > 1) {
            speeds.tooLarge(report.worker(), stratum, given.count());
            stratum.putBack(given);
        } else {
            attempts.count(Attempts.Failure.of(lease, given, report));
        }
    }

    private void quarantine(WorkerId worker, String reason) {
        if (roster.quarantineReason(worker).isPresent()) {
            return;
        }
        roster.quarantine(worker, reason);
        effects.add(new LeaseEffect.Quarantined(worker, reason));
        List<LeaseId> held = roster.find(worker).map(WorkerEntry::leases).orElse(List.of());
        held.forEach(id -> leases.find(id).ifPresent(moves::putBack));
        if (!held.isEmpty()) {
            send(worker, new CoordinatorOrder.LeaseLost(held));
        }
        crewChanged();
    }

    /// Who can train what is another question now: also trainings that failed at one worker may be
    /// left to it alone.
    private void crewChanged() {
        moreToOffer = true;
        engines.due();
    }

    private void lose(WorkerEntry worker, String text) {
        roster.remove(worker);
        crewChanged();
        speeds.forget(worker.id);
        for (LeaseId id : worker.leases()) {
            leases.find(id).ifPresent(lease -> {
                moves.close(lease);
                moves.takeBack(lease, text);
            });
        }
    }

    private void send(WorkerId worker, CoordinatorOrder order) {
        moves.send(worker, order);
    }

    private Sweep open(SweepVersion version) {
        return sweeps.find(version)
                .orElseThrow(() -> new IllegalArgumentException("no sweep " + version + " in the book"));
    }
}
