package tegum.coordinator.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// How fast a worker trains what a kernel is for, and from it how large its next offer is.
final class Speeds {
    /// An offer is at most this much larger than the one before it: the first times are mostly warm-up.
    private static final long GROWTH = 8;

    private record Key(WorkerId worker, String engine, String kernel) {}

    /// Devices that call themselves the same are taken to be as fast, until a worker's own are
    /// measured.
    private record Model(String kind, String description, int threads, String engine, String kernel) {}

    /// What bounds an offer.
    ///
    /// @param grain trainings that keep the device busy; the size is a multiple of it unless that
    ///     does not fit
    /// @param share trainings that are this device's share of what is left
    /// @param most trainings that may be offered at most
    record Bounds(long grain, long share, long most) {}

    private static final class Entry {
        private double trainingsPerSecond;
        private long largest = Long.MAX_VALUE;
        private long lastSize;
    }

    private final Map<Key, Entry> entries = new HashMap<>();
    private final Map<Model, Double> models = new HashMap<>();

    /// Notes how long some trainings took together on the device.
    void measured(WorkerEntry worker, Stratum stratum, long trainings, long deviceMicros) {
        Entry entry = entry(worker.id, stratum);
        double speed = trainings * 1e6 / Math.max(deviceMicros, 1);
        // The newest counts half: speeds settle within a few offers and follow a machine that others use as well.
        entry.trainingsPerSecond = entry.trainingsPerSecond == 0 ? speed : 0.5 * (entry.trainingsPerSecond + speed);
        models.put(model(worker, stratum), entry.trainingsPerSecond);
    }

    /// Notes that an offer of this size did not fit the device.
    void tooLarge(WorkerId worker, Stratum stratum, long size) {
        Entry entry = entry(worker, stratum);
        entry.largest = Math.max(1, Math.min(entry.largest, size / 2));
    }

    /// Trainings a second of one device, as measured here or, before that, on devices of the same name.
    OptionalDouble trainingsPerSecond(WorkerEntry worker, Stratum stratum) {
        double speed = entry(worker.id, stratum).trainingsPerSecond;
        double likely = speed == 0 ? models.getOrDefault(model(worker, stratum), 0.0) : speed;
        return likely == 0 ? OptionalDouble.empty() : OptionalDouble.of(likely);
    }

    /// Size of the next offer.
    long nextSize(WorkerId worker, Stratum stratum, LeaseLimits.Offers limits, Bounds bounds) {
        Entry entry = entry(worker, stratum);
        long grain = bounds.grain;
        long size = grain;
        if (entry.trainingsPerSecond > 0) {
            double wanted = entry.trainingsPerSecond * limits.target().toNanos() / 1e9;
            size = (long) Math.min(wanted, Math.max(entry.lastSize, 1) * (double) GROWTH);
        }
        size = Math.max(grain, Math.min(size, bounds.share));
        if (size > grain) {
            size -= size % grain;
        }
        size = Math.max(1, Math.min(size, Math.min(bounds.most, Math.min(entry.largest, limits.trainings()))));
        entry.lastSize = size;
        return size;
    }

    void forget(WorkerId worker) {
        entries.keySet().removeIf(key -> key.worker().equals(worker));
    }

    private static Model model(WorkerEntry worker, Stratum stratum) {
        String engine = stratum.engine().engine();
        WorkerReport.DeviceFacts device = worker.devicesFor(engine).getFirst();
        return new Model(device.kind(), device.description(), device.threads(), engine, stratum.plan.kernel());
    }

    private Entry entry(WorkerId worker, Stratum stratum) {
        return entries.computeIfAbsent(
                new Key(worker, stratum.engine().engine(), stratum.plan.kernel()), _ -> new Entry());
    }
}
