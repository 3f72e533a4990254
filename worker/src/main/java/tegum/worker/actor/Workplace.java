package tegum.worker.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.CoordinatorOrder;
import tegum.protocol.CoordinatorOrder.Offer;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.WorkerReport;
import tegum.spec.InvalidSpecException;
import tegum.spec.text.SpecReader;
import tegum.worker.device.Device;
import tegum.worker.evaluate.OfferOutcome;
import tegum.worker.evaluate.OfferTrainer;
import tegum.worker.workbench.BenchEffect;
import tegum.worker.workbench.Workbench;

/// What a worker trains with, for as long as its process lives: devices with a thread each, plans, the [Workbench].
///
/// It outlives the [Worker] that drives it: when the cluster gives the worker's node up, what runs goes on, and the
/// worker's next actor finds what has ended meanwhile, the outbox and the open sessions of the devices. At most one
/// actor drives it at a time; another may begin when the one before has ended.
public final class Workplace implements AutoCloseable {

    /// Something that a thread of the workplace has finished.
    sealed interface Finished {
        /// An offer was trained.
        record Trained(BenchEffect.Begin begun, OfferOutcome outcome) implements Finished {}

        /// A plan was made.
        record Planned(SweepVersion sweep, Plan plan) implements Finished {}

        /// A spec cannot be read.
        record Unplannable(SweepVersion sweep, String reason) implements Finished {}
    }

    /// The trainer of a device and the one thread that drives it.
    private record DeviceThread(Device device, OfferTrainer trainer, ExecutorService executor) {
        static DeviceThread start(Device device, WorkerSetup setup, LongSupplier nanoTime) {
            ExecutorService executor = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                    .name("tegum-device-" + device.id())
                    .daemon()
                    .factory());
            return new DeviceThread(device, new OfferTrainer(device, setup.engines(), nanoTime), executor);
        }

        void stop() {
            executor.execute(trainer::close);
            executor.shutdown();
        }
    }

    private final WorkerSetup setup;
    private final LongSupplier nanoTime;
    private final Workbench bench;
    private final List<DeviceThread> threads = new ArrayList<>();
    /// Makes plans of specs, which takes seconds for the largest.
    private final ExecutorService planner = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tegum-planner").daemon().factory());
    private final long openedNanos;
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private volatile Runnable driver = () -> {};

    private Workplace(WorkerSetup setup, LongSupplier nanoTime) {
        this.setup = setup;
        this.nanoTime = nanoTime;
        this.bench = setup.workbench();
        this.openedNanos = nanoTime.getAsLong();
        setup.devices().forEach(device -> threads.add(DeviceThread.start(device, setup, nanoTime)));
    }

    /// Starts the threads.
    ///
    /// @param nanoTime a monotonic clock
    public static Workplace open(WorkerSetup setup, LongSupplier nanoTime) {
        return new Workplace(setup, nanoTime);
    }

    WorkerSetup setup() {
        return setup;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    Workbench bench() {
        return bench;
    }

    /// Time until the machine is taken away.
    Duration left() {
        return setup.limits().stay().ends().minusNanos(nanoTime.getAsLong() - openedNanos);
    }

    /// What a coordinator has to know of this worker now.
    WorkerReport.Registered registration(String address) {
        return setup.registration(
                address,
                setup.limits().stay().hasEnd()
                        ? new WorkerReport.Limits(Math.max(0, left().toMillis()))
                        : WorkerReport.Limits.none(),
                bench.holding());
    }

    Device device(int place) {
        return threads.get(place).device;
    }

    /// From now on the driver is told, on any thread, when there is something to [#take].
    void drivenBy(Runnable toldOfWork) {
        driver = toldOfWork;
        // What ended while nobody drove.
        toldOfWork.run();
    }

    /// The next thing that was finished; null if there is none.
    @Nullable Finished take() {
        return finished.poll();
    }

    private void put(Finished done) {
        finished.add(done);
        driver.run();
    }

    void begin(BenchEffect.Begin begin) {
        DeviceThread thread = threads.get(begin.device());
        thread.executor.execute(() -> put(new Finished.Trained(begin, trained(thread.trainer, begin))));
    }

    /// Runs on the device's thread.
    private static OfferOutcome trained(OfferTrainer trainer, BenchEffect.Begin begin) {
        try {
            return trainer.train(begin.plan(), begin.offer(), begin.progress(), begin.partBytes());
        } catch (RuntimeException | Error e) {
            return givenUp(begin.offer(), e);
        }
    }

    private static OfferOutcome givenUp(Offer offer, Throwable failure) {
        return new OfferOutcome(
                List.of(),
                List.of(new OfferOutcome.GivenUp(offer.missing(), FailureKind.BUG, String.valueOf(failure))),
                IndexSet.empty(),
                0,
                0);
    }

    void plan(CoordinatorOrder.SpecText text) {
        planner.execute(() -> put(planned(text)));
    }

    /// Runs on the planner's thread.
    private static Finished planned(CoordinatorOrder.SpecText text) {
        try {
            return new Finished.Planned(text.sweep(), Plan.of(SpecReader.read(text.yaml())));
        } catch (InvalidSpecException e) {
            return new Finished.Unplannable(text.sweep(), "this worker cannot read the spec: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            return new Finished.Unplannable(text.sweep(), String.valueOf(e));
        }
    }

    /// Ends what runs between two steps, then the threads. No actor may drive it any more.
    @Override
    public void close() {
        bench.hurry();
        threads.forEach(DeviceThread::stop);
        planner.shutdownNow();
    }
}
