package tegum.coordinator.lease;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.LeaseId;
import tegum.protocol.WorkerReport;

/// Decides what a worker is offered: from which sweep and stratum, how much, until when.
final class Dealer {
    private static final long HARD_FACTOR = 20;

    /// Times vary: an offer must be expected to end this much before the worker has to leave.
    private static final double MARGIN = 1.25;

    /// Of a device's memory, half is for the trainings; inputs and results need room as well.
    private static final long MEMORY_SHARE = 2;

    private final long epoch;
    private final LeaseLimits limits;
    private final Roster roster;
    private final SweepQueue sweeps;
    private final OpenLeases leases;
    private final Speeds speeds;
    private long sequence;

    Dealer(long epoch, LeaseLimits limits, Roster roster, SweepQueue sweeps, OpenLeases leases, Speeds speeds) {
        this.epoch = epoch;
        this.limits = limits;
        this.roster = roster;
        this.sweeps = sweeps;
        this.leases = leases;
        this.speeds = speeds;
    }

    /// The worker's next offer, if it has room and there is one that it can train.
    Optional<CoordinatorOrder.Offer> offer(WorkerEntry worker, long nowNanos) {
        List<WorkerReport.EngineOffer> engines = worker.engines().stream()
                .filter(engine ->
                        worker.hungryFor(engine.engine(), limits.offers().perDevice()))
                .toList();
        if (engines.isEmpty()) {
            return Optional.empty();
        }
        for (Sweep sweep : sweeps.turn()) {
            Optional<Stratum> next = sweep.next(engines, stratum -> taker(worker, stratum, nowNanos));
            if (next.isPresent()) {
                return Optional.of(deal(worker, next.get(), nowNanos));
            }
        }
        return Optional.empty();
    }

    /// What a worker can take of a resolved stratum.
    Stratum.Taker taker(WorkerEntry worker, Stratum stratum, long nowNanos) {
        boolean alone = roster.crew(stratum.engine()).workers() <= 1;
        return new Stratum.Taker(worker.id, alone, mostBeforeEnd(worker, stratum, nowNanos));
    }

    /// Trainings that the worker can end before it must leave, after what it holds already.
    private long mostBeforeEnd(WorkerEntry worker, Stratum stratum, long nowNanos) {
        if (worker.endsAtNanos().isEmpty()) {
            return Long.MAX_VALUE;
        }
        String engine = stratum.engine().engine();
        double aheadSeconds = worker.leases().stream()
                        .flatMap(id -> leases.find(id).stream())
                        .mapToLong(Lease::remainingMicros)
                        .sum()
                / 1e6
                / worker.devicesFor(engine).size();
        double leftSeconds = (worker.endsAtNanos().getAsLong() - nowNanos) / 1e9 / MARGIN - aheadSeconds;
        OptionalDouble speed = speeds.trainingsPerSecond(worker, stratum);
        long grain = grain(worker, engine);
        if (speed.isEmpty()) {
            // Nobody knows how long the first takes; it is tried unless the end is near.
            return leftSeconds * 1e9 > limits.offers().target().toNanos() ? grain : 0;
        }
        long rounds = (long) Math.max(0, leftSeconds * speed.getAsDouble() / grain);
        return rounds * grain;
    }

    /// Trainings that keep a device busy.
    private static int grain(WorkerEntry worker, String engine) {
        return worker.devicesFor(engine).stream()
                .mapToInt(WorkerReport.DeviceFacts::threads)
                .reduce(1, Math::max);
    }

    private CoordinatorOrder.Offer deal(WorkerEntry worker, Stratum stratum, long nowNanos) {
        LeaseLimits.Offers offers = limits.offers();
        String engine = stratum.engine().engine();
        Stratum.Taker taker = taker(worker, stratum, nowNanos);
        int devices = roster.crew(stratum.engine()).devices();
        long share = Math.ceilDiv(stratum.waitingCount(), Math.max(1, devices));
        long most = Math.min(taker.most(), mostInMemory(worker, stratum));
        long size = speeds.nextSize(worker.id, stratum, offers, new Speeds.Bounds(grain(worker, engine), share, most));
        Stratum.Taken taken = stratum.take(taker, size, offers.ranges()).orElseThrow();
        LeaseId id = new LeaseId(epoch, sequence++);
        long hard = open(worker, stratum, id, taken, nowNanos);
        worker.offered(id, engine);
        List<IndexRange> ranges = taken.indices().ranges();
        return new CoordinatorOrder.Offer(
                id,
                stratum.sweep,
                stratum.ordinal,
                engine,
                new IndexRange(ranges.getFirst().from(), ranges.getLast().to()),
                taken.indices(),
                limits.deadlines().ttl().toMillis(),
                hard / 1_000_000);
    }

    /// Takes up a lease that the book does not know, as far as its trainings are offered to nobody.
    ///
    /// @return whether something was left of it
    boolean adopt(WorkerEntry worker, Stratum stratum, WorkerReport.HeldOffer held, long nowNanos) {
        IndexSet free = stratum.withdraw(held.indices());
        if (free.isEmpty()) {
            return false;
        }
        open(worker, stratum, held.lease(), new Stratum.Taken(free, false), nowNanos);
        worker.adopted(held.lease(), stratum.engine().engine());
        return true;
    }

    /// @return time until the lease's hard deadline
    private long open(WorkerEntry worker, Stratum stratum, LeaseId id, Stratum.Taken taken, long nowNanos) {
        long expectedMicros = expectedMicros(worker, stratum, taken.indices().count());
        long ttl = limits.deadlines().ttl().toNanos();
        long hard = hardNanos(worker, stratum, expectedMicros);
        Lease.Deadlines deadlines = new Lease.Deadlines(nowNanos + ttl, nowNanos + hard);
        leases.add(new Lease(id, worker.id, stratum, taken, deadlines, expectedMicros));
        return hard;
    }

    private static long mostInMemory(WorkerEntry worker, Stratum stratum) {
        long smallest = worker.devicesFor(stratum.engine().engine()).stream()
                .mapToLong(WorkerReport.DeviceFacts::memoryBytes)
                .min()
                .orElse(0);
        long each = stratum.plan.trainingBytes();
        return smallest > 0 && each > 0 ? Math.max(1, smallest / MEMORY_SHARE / each) : Long.MAX_VALUE;
    }

    private long expectedMicros(WorkerEntry worker, Stratum stratum, long trainings) {
        OptionalDouble speed = speeds.trainingsPerSecond(worker, stratum);
        return speed.isEmpty()
                ? limits.offers().target().toNanos() / 1_000
                : (long) (1e6 * trainings / speed.getAsDouble());
    }

    private long hardNanos(WorkerEntry worker, Stratum stratum, long expectedMicros) {
        LeaseLimits.Deadlines deadlines = limits.deadlines();
        long hardMost = deadlines.hardMost().toNanos();
        return speeds.trainingsPerSecond(worker, stratum).isEmpty()
                ? hardMost
                : Math.clamp(HARD_FACTOR * expectedMicros, deadlines.hardLeast().toNanos() / 1_000, hardMost / 1_000)
                        * 1_000;
    }
}
