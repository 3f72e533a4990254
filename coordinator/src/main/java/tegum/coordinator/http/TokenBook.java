package tegum.coordinator.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.ledger.TokenRecord;

/// The tokens as they were a moment ago, so that a request need not wait for the store. Thread-safe.
final class TokenBook {
    private static final Duration REFRESH = Duration.ofSeconds(5);

    /// Older than this, the tokens count as unknown: one may have been revoked.
    private static final Duration STALE = Duration.ofSeconds(60);

    private final ControlPlane control;
    private final LongSupplier nanoTime;
    private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

    private record Known(List<TokenRecord> tokens, long atNanos) {}

    /// @param nanoTime a monotonic clock
    TokenBook(ControlPlane control, LongSupplier nanoTime) {
        this.control = control;
        this.nanoTime = nanoTime;
    }

    void keepFresh(ScheduledExecutorService scheduler) {
        var _ = scheduler.scheduleWithFixedDelay(this::refresh, 0, REFRESH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Reads the tokens anew; what was known stays known if that fails.
    CompletionStage<List<TokenRecord>> refresh() {
        return control.tokens().whenComplete((tokens, failure) -> {
            if (failure == null) {
                known.set(Optional.of(new Known(List.copyOf(tokens), nanoTime.getAsLong())));
            }
        });
    }

    /// The tokens; empty while they are not known.
    Optional<List<TokenRecord>> tokens() {
        return known.get()
                .filter(found -> nanoTime.getAsLong() - found.atNanos < STALE.toNanos())
                .map(Known::tokens);
    }
}
