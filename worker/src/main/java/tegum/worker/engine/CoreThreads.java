package tegum.worker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tegum.worker.device.Device;

/// As many threads as a device has cores, for work in independent pieces.
///
/// Driven by one thread at a time.
public final class CoreThreads implements AutoCloseable {
    private final int cores;
    private final ExecutorService threads;

    /// One piece of the work.
    @FunctionalInterface
    public interface Piece {

        /// @param slot which thread does it, 0 to `cores - 1`: no two pieces of one slot run at once
        /// @param index which piece it is
        void run(int slot, int index);
    }

    /// @param engine the threads' first name
    public CoreThreads(String engine, Device device) {
        this.cores = device.cores();
        this.threads = Executors.newFixedThreadPool(
                cores,
                Thread.ofPlatform()
                        .name(engine + "-" + device.id() + "-", 0)
                        .daemon()
                        .factory());
    }

    public int cores() {
        return cores;
    }

    /// Runs the pieces 0 to `count - 1`, begun in this order, and returns when none runs any more.
    ///
    /// The first exception of a piece is thrown; pieces not begun by then are left out.
    ///
    /// @throws IllegalStateException if the calling thread is interrupted
    public void each(int count, Piece piece) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> tasks = new ArrayList<>();
        for (int k = 0; k < Math.min(cores, count); k++) {
            int slot = k;
            tasks.add(threads.submit(() -> work(next, count, slot, piece)));
        }
        joinAll(tasks);
    }

    private static void work(AtomicInteger next, int count, int slot, Piece piece) {
        try {
            for (int at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
                piece.run(slot, at);
            }
        } catch (RuntimeException | Error e) {
            next.set(count);
            throw e;
        }
    }

    /// Waits for every task, whatever becomes of one, and then throws what the first failed one threw.
    private static void joinAll(List<Future<?>> tasks) {
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> task : tasks) {
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a launch ran", e);
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        if (!failures.isEmpty()) {
            switch (failures.getFirst()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }

    /// Ends the threads.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
