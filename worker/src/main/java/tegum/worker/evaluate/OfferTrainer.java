package tegum.worker.evaluate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tegum.measure.Evaluator;
import tegum.measure.Evaluators;
import tegum.model.Model;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.FailureKind;
import tegum.protocol.TrainingResult;
import tegum.worker.device.Device;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Engines;
import tegum.worker.engine.Pace;
import tegum.worker.engine.Progress;
import tegum.worker.engine.Session;
import tegum.worker.engine.Support;

/// Trains offers on one device: plan and offer in, measured results out.
///
/// Launch after launch of [Session#capacity] trainings; each is evaluated at steps `ceil(0.9 T)` and `T` on the same
/// evaluation inputs, classified and measured. A failure costs its launch, or its training alone where that is known,
/// and the offer goes on. Blocking; used by one thread.
public final class OfferTrainer implements AutoCloseable {
    private static final int MOST_SESSIONS = 4;

    /// Time between two looks at [OfferProgress], in which a launch goes on undisturbed.
    private static final long GLANCE_NANOS = 100_000_000;

    /// Bytes of evaluation inputs kept at most: those of 64 of the largest cells.
    private static final long MOST_INPUT_BYTES = 256L << 20;

    /// Evaluation is timed by the processor: on a busy machine a thread waits, and its compiler's threads are others.
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Engines engines;
    private final Sessions sessions;
    private final Evaluators evaluators;
    private final LongSupplier nanoTime;

    /// Of the offer that is trained.
    private long evaluationNanos;

    /// @param nanoTime a monotonic clock
    public OfferTrainer(Device device, Engines engines, LongSupplier nanoTime) {
        // A quarter of a small heap, so that its trainings have room beside their inputs.
        this(
                device,
                engines,
                new Evaluators(Math.min(MOST_INPUT_BYTES, Runtime.getRuntime().maxMemory() / 4)),
                nanoTime);
    }

    OfferTrainer(Device device, Engines engines, Evaluators evaluators, LongSupplier nanoTime) {
        this.evaluators = evaluators;
        this.engines = engines;
        this.sessions = new Sessions(device, MOST_SESSIONS);
        this.nanoTime = nanoTime;
    }

    /// Trains an offer to its end, or until it is cancelled.
    ///
    /// Whatever goes wrong is in the outcome; only errors of the virtual machine other than a lack of memory are
    /// thrown.
    ///
    /// @param partBytes payload of a part at most, unless a single training is larger
    public OfferOutcome train(Plan plan, Offer offer, OfferProgress progress, int partBytes) {
        long began = nanoTime.getAsLong();
        if (offer.stratum() >= plan.strata().size() || outside(offer, plan)) {
            return refused(offer, FailureKind.BUG, "the offer does not fit the plan of " + offer.sweep());
        }
        Stratum stratum = plan.strata().get(offer.stratum());
        Optional<Engine> engine = engines.named(offer.engine());
        if (engine.isEmpty()) {
            return refused(offer, FailureKind.WORKER, "this worker has no engine " + offer.engine());
        }
        Optional<String> unsupported = unsupported(engine.get(), plan, stratum);
        if (unsupported.isPresent()) {
            return refused(offer, FailureKind.UNSUPPORTED, unsupported.get());
        }
        evaluationNanos = 0;
        List<TrainingResult> results = new ArrayList<>();
        List<OfferOutcome.GivenUp> givenUp = new ArrayList<>();
        long[] indices = offer.missing().indices().toArray();
        int at = 0;
        while (at < indices.length && !progress.cancelled()) {
            int to = launch(plan, stratum, engine.get(), indices, at, progress, results, givenUp);
            if (to == at) {
                break;
            }
            at = to;
        }
        long micros = Math.max(1, (nanoTime.getAsLong() - began) / 1_000);
        IndexSet untrained = IndexSet.ofAscending(Arrays.stream(indices, at, indices.length));
        return new OfferOutcome(
                Parts.of(results, partBytes, micros), givenUp, untrained, micros, evaluationNanos / 1_000);
    }

    /// Closes all sessions.
    @Override
    public void close() {
        sessions.close();
    }

    private static boolean outside(Offer offer, Plan plan) {
        long trainings = plan.strata().get(offer.stratum()).trainings();
        return offer.missing().isEmpty() || offer.missing().ranges().getLast().to() > trainings;
    }

    private static OfferOutcome refused(Offer offer, FailureKind kind, String text) {
        return new OfferOutcome(
                List.of(), List.of(new OfferOutcome.GivenUp(offer.missing(), kind, text)), IndexSet.empty(), 0, 0);
    }

    private static Optional<String> unsupported(Engine engine, Plan plan, Stratum stratum) {
        Model model = plan.cell(stratum, 0).cell().model();
        return switch (engine.supports(model, stratum.key())) {
            case Support.Yes() -> Evaluator.unsupported(model);
            case Support.No(String reason) ->
                Optional.of("engine %s cannot train this model: %s".formatted(engine.name(), reason));
        };
    }

    /// Trains the next launch.
    ///
    /// @return index after the last one that was dealt with; `from` if the launch was cancelled
    private int launch(
            Plan plan,
            Stratum stratum,
            Engine engine,
            long[] indices,
            int from,
            OfferProgress progress,
            List<TrainingResult> results,
            List<OfferOutcome.GivenUp> givenUp) {
        long began = nanoTime.getAsLong();
        int to = indices.length;
        try {
            Session session = sessions.of(engine, stratum.key());
            to = (int) Math.min(indices.length, (long) from + Math.max(1, session.capacity()));
            Launch launch = new Launch(
                    plan, stratum, evaluators, THREADS::getCurrentThreadCpuTime, Arrays.copyOfRange(indices, from, to));
            Progress running = session.begin(launch.block(), launch);
            if (!advance(running, stratum.key().steps(), to - from, progress)) {
                return from;
            }
            float millisEach = (nanoTime.getAsLong() - began) / 1e6f / (to - from);
            launch.collect(millisEach, results, givenUp);
            evaluationNanos += launch.evaluationNanos();
        } catch (RuntimeException | OutOfMemoryError e) {
            sessions.drop(engine, stratum.key());
            givenUp.add(Failures.of(e, IndexSet.ofAscending(Arrays.stream(indices, from, to))));
        }
        return to;
    }

    /// @return whether the launch came to its end
    private boolean advance(Progress launch, int steps, int trainings, OfferProgress progress) {
        int done = 0;
        Pace pace = new Pace(GLANCE_NANOS);
        while (done < steps) {
            if (progress.cancelled()) {
                return false;
            }
            long began = nanoTime.getAsLong();
            int reached = launch.advance(pace.steps(steps - done));
            pace.took(reached - done, nanoTime.getAsLong() - began);
            progress.add((long) (reached - done) * trainings);
            done = reached;
        }
        return true;
    }
}
