package tegum.worker.engine.vector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import jdk.incubator.vector.FloatVector;

/// How fast this JVM does fused multiply-adds on one core: what the speed of kernels is measured by.
///
/// Eight independent sums are enough to hide the latency of one; nothing is loaded or stored in the loop.
final class Yardstick {
    private static final int ROUNDS = 64;
    private static final int SUMS = 8;
    private static final int CALLS = 64;

    /// The first window is enough for the compiler to come to its best version of so small a loop.
    private static final int WINDOWS = 3;

    /// Several ticks of a processor clock that counts in 10 ms, as some machines' do.
    private static final long WINDOW_NANOS = 50_000_000L;

    private Yardstick() {}

    private static final class Measured {
        private static final double FLOPS = measure();
    }

    /// Operations a second of processor time, two for each multiply-add and lane; measured at the first call, which
    /// takes 0.15 s.
    static double flops() {
        return Measured.FLOPS;
    }

    private static double measure() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        float[] sums = new float[Lanes.WIDTH];
        double best = 0;
        for (int window = 0; window < WINDOWS; window++) {
            long began = threads.getCurrentThreadCpuTime();
            long spent = 0;
            long calls = 0;
            while (spent < WINDOW_NANOS) {
                for (int call = 0; call < CALLS; call++) {
                    multiplyAdd(sums);
                }
                calls += CALLS;
                spent = threads.getCurrentThreadCpuTime() - began;
            }
            best = Math.max(best, 2e9 * calls * ROUNDS * SUMS * Lanes.WIDTH / spent);
        }
        return best;
    }

    /// The sums go to 1/2, whatever they were.
    private static void multiplyAdd(float[] sums) {
        FloatVector half = FloatVector.broadcast(Lanes.FLOATS, 0.5f);
        FloatVector quarter = FloatVector.broadcast(Lanes.FLOATS, 0.25f);
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, sums, 0);
        FloatVector b = a.add(quarter);
        FloatVector c = b.add(quarter);
        FloatVector d = c.add(quarter);
        FloatVector e = d.add(quarter);
        FloatVector f = e.add(quarter);
        FloatVector g = f.add(quarter);
        FloatVector h = g.add(quarter);
        for (int round = 0; round < ROUNDS; round++) {
            a = a.fma(half, quarter);
            b = b.fma(half, quarter);
            c = c.fma(half, quarter);
            d = d.fma(half, quarter);
            e = e.fma(half, quarter);
            f = f.fma(half, quarter);
            g = g.fma(half, quarter);
            h = h.fma(half, quarter);
        }
        a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).intoArray(sums, 0);
    }
}
