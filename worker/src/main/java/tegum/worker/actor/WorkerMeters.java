package tegum.worker.actor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import tegum.worker.device.DeviceKind;
import tegum.worker.evaluate.OfferOutcome;

/// What a worker counts. Tags come from closed sets.
final class WorkerMeters {
    private final MeterRegistry registry;

    WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void trained(String engine, DeviceKind kind, OfferOutcome outcome, long samples) {
        Counter.builder("tegum.trainings")
                .description("Trainings that ended with a result")
                .baseUnit("trainings")
                .tag("engine", engine)
                .register(registry)
                .increment((double) outcome.trainings());
        Counter.builder("tegum.samples")
                .description("Samples of all training steps")
                .baseUnit("samples")
                .tag("engine", engine)
                .register(registry)
                .increment((double) samples);
        Timer.builder("tegum.offer.duration")
                .description("Time a device was busy with an offer")
                .tag("engine", engine)
                .tag("device", kind.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(Duration.ofNanos(outcome.deviceMicros() * 1_000));
        Timer.builder("tegum.evaluation.duration")
                .description(
                        "Time of an offer in which its trainings were evaluated and measured, all threads together")
                .tag("engine", engine)
                .tag("device", kind.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(Duration.ofNanos(outcome.evaluationMicros() * 1_000));
    }
}
