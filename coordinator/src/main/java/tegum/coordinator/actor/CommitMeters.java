package tegum.coordinator.actor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/// What the collector counts.
final class CommitMeters {
    private final Counter commits;
    private final Timer duration;

    CommitMeters(MeterRegistry registry) {
        commits = Counter.builder("tegum.commits")
                .description("Grouped commits of results")
                .baseUnit("commits")
                .register(registry);
        duration = Timer.builder("tegum.commit.duration")
                .description("Time of a grouped commit: decoding, segments, ledger, manifest")
                .register(registry);
    }

    <T> T commit(Supplier<T> commit) {
        commits.increment();
        return duration.record(commit);
    }
}
