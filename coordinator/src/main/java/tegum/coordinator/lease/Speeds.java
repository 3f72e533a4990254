package tegum.coordinator.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import tegum.protocol.WorkerId;

/// How fast a worker trains what a kernel is for, and from it how large its next offer is.
final class Speeds {
    /// An offer is at most this much larger than the one before it: the first times are mostly warm-up.
    private static final long GROWTH = 8;

    private record Key(WorkerId worker, String kernel) {}

    private static final class Entry {
        private double trainingsPerSecond;
        private long largest = Long.MAX_VALUE;
        private long lastSize;
    }

    private final Map<Key, Entry> entries = new HashMap<>();

    /// Notes how long some trainings took together on the device.
    void measured(WorkerId worker, String kernel, long trainings, long deviceMicros) {
        Entry entry = entry(worker, kernel);
        double speed = trainings * 1e6 / Math.max(deviceMicros, 1);
        // The newest counts half: speeds settle within a few offers and follow a machine that others use as well.
        entry.trainingsPerSecond = entry.trainingsPerSecond == 0 ? speed : 0.5 * (entry.trainingsPerSecond + speed);
    }

    /// Notes that an offer of this size did not fit the device.
    void tooLarge(WorkerId worker, String kernel, long size) {
        Entry entry = entry(worker, kernel);
        entry.largest = Math.max(1, Math.min(entry.largest, size / 2));
    }

    OptionalDouble trainingsPerSecond(WorkerId worker, String kernel) {
        double speed = entry(worker, kernel).trainingsPerSecond;
        return speed == 0 ? OptionalDouble.empty() : OptionalDouble.of(speed);
    }

    /// Size of the next offer.
    ///
    /// @param grain trainings that keep the device busy; the size is a multiple of it unless that does not fit
    /// @param share trainings that are this device's share of what is left
    long nextSize(WorkerId worker, String kernel, LeaseLimits.Offers limits, long grain, long share) {
        Entry entry = entry(worker, kernel);
        long size = grain;
        if (entry.trainingsPerSecond > 0) {
            double wanted = entry.trainingsPerSecond * limits.target().toNanos() / 1e9;
            size = (long) Math.min(wanted, Math.max(entry.lastSize, 1) * (double) GROWTH);
        }
        size = Math.max(grain, Math.min(size, share));
        if (size > grain) {
            size -= size % grain;
        }
        size = Math.max(1, Math.min(size, Math.min(entry.largest, limits.trainings())));
        entry.lastSize = size;
        return size;
    }

    void forget(WorkerId worker) {
        entries.keySet().removeIf(key -> key.worker().equals(worker));
    }

    private Entry entry(WorkerId worker, String kernel) {
        return entries.computeIfAbsent(new Key(worker, kernel), _ -> new Entry());
    }
}
