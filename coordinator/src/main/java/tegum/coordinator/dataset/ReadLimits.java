package tegum.coordinator.dataset;

import java.time.Duration;

/// What one query may use.
///
/// @param memoryBytes working memory, the answer included; nothing is written to disk instead
/// @param threads processors
/// @param time from its beginning to its answer; whole seconds
public record ReadLimits(long memoryBytes, int threads, Duration time) {
    /// @throws IllegalArgumentException if a limit is not positive
    public ReadLimits {
        if (memoryBytes < 1 || threads < 1 || time.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "limits of a query: %d bytes, %d threads, %s".formatted(memoryBytes, threads, time));
        }
    }
}
