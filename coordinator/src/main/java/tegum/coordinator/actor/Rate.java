package tegum.coordinator.actor;

import java.util.ArrayDeque;
import java.util.Deque;

/// How fast a count grows, over the last seconds.
final class Rate {
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private record Sample(long atNanos, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private double perSecond;

    /// Takes the count at a time and returns its growth a second; 0 while there is nothing to compare with.
    double perSecond(long count, long nowNanos) {
        samples.add(new Sample(nowNanos, count));
        while (samples.size() > 2 && nowNanos - samples.getFirst().atNanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long nanos = nowNanos - first.atNanos;
        perSecond = nanos <= 0 ? 0.0 : (count - first.count) * 1e9 / nanos;
        return perSecond;
    }

    /// What it was at the last count.
    double perSecond() {
        return perSecond;
    }
}
