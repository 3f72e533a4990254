package tegum.coordinator.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.collect.Results;
import tegum.coordinator.ledger.StoreException;
import tegum.protocol.WorkerReport;

/// The store as the coordinator uses it: acts that the [Collector] runs in their order, and the threads it has.
final class StoreActs {
    private static final Logger LOG = LoggerFactory.getLogger(StoreActs.class);

    private final ExecutorService storeThread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tegum-store").factory());
    private final ExecutorService decodeThread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("tegum-decode").daemon().factory());
    private final StoreAccess access;
    private final ActorRef<Collector.Command> collector;

    /// @param stopped told to the coordinator when the store is closed and nothing more will be answered
    StoreActs(
            ActorContext<Coordinator.Command> context,
            Results results,
            CoordinatorSettings.Commits limits,
            MeterRegistry meters,
            LongSupplier nanoTime,
            Coordinator.Command stopped) {
        access = new StoreAccess(results, storeThread, decodeThread, nanoTime, new AtomicBoolean());
        collector = context.spawn(Collector.create(access, limits, meters, context.getSelf()), "collector");
        context.watchWith(collector, stopped);
    }

    /// Runs an act on the store's thread; what it returns is told to the coordinator.
    void act(Function<Results, Coordinator.Command> act) {
        act(act, Function.identity());
    }

    <T> void act(Function<Results, T> act, Function<T, Coordinator.Command> answer) {
        collector.tell(new Collector.Act<>(act, answer));
    }

    /// Runs an act that needs no answer.
    void note(Consumer<Results> act) {
        act(results -> {
            act.accept(results);
            return new Coordinator.Noted();
        });
    }

    /// Stores a part with the next commit; answered by [Coordinator.Settled].
    void store(WorkerReport.Done report) {
        collector.tell(new Collector.Store(report));
    }

    /// Commits what has arrived without waiting.
    void flush() {
        collector.tell(new Collector.Flush());
    }

    /// Commits what has arrived and closes the store.
    void close() {
        collector.tell(new Collector.Close());
    }

    /// Ends the threads after what they do now; nothing can be asked afterwards. A store that is still open, because
    /// its coordinator was ended from outside, is given back, so that the next one finds it free.
    void stopThreads() {
        decodeThread.shutdown();
        storeThread.execute(() -> {
            try {
                access.close();
            } catch (StoreException e) {
                LOG.warn("event=store.close-failed reason=\"{}\"", e.getMessage());
            }
        });
        storeThread.shutdown();
    }
}
