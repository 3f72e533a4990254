package tegum.coordinator.actor;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import tegum.coordinator.collect.Results;

/// The store and the one thread that uses it.
///
/// @param thread runs one act after the other
/// @param decodeThread decodes what arrives while that one commits
/// @param nanoTime a monotonic clock
/// @param closed whether the store was given back
record StoreAccess(
        Results results, Executor thread, Executor decodeThread, LongSupplier nanoTime, AtomicBoolean closed) {

    /// Gives the store back, once; on its thread.
    void close() {
        if (closed.compareAndSet(false, true)) {
            results.close();
        }
    }
}
