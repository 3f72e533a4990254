package tegum.worker.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import tegum.worker.device.Device;
import tegum.worker.engine.Block;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Pace;
import tegum.worker.engine.Progress;
import tegum.worker.engine.Session;

/// Times one engine at one case in this JVM, launch after launch, as a worker trains an offer.
///
/// Processor time is that of the whole JVM, its compiler and collector included. Used once.
final class Trial {
    private static final long GLANCE_NANOS = 100_000_000L;

    /// Processor time of a window; the machine is warm when two in a row agree and nothing was compiled in between.
    private static final long WINDOW_NANOS = 400_000_000L;

    private static final double AGREEMENT = 0.02;

    /// Compilation that does not count, in thousandths of a window.
    private static final long QUIET_MILLIS = WINDOW_NANOS / 1_000_000 / 50;

    private static final long LONGEST_WARM_UP_NANOS = 20_000_000_000L;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private final Session session;
    private final Block block;
    private Progress launch;
    private Pace pace = new Pace(GLANCE_NANOS);
    private int done;

    private Trial(Session session, Block block) {
        this.session = session;
        this.block = block;
        this.launch = begin();
    }

    /// What was timed.
    ///
    /// @param samples of all steps and models
    /// @param settled whether the speed had settled before it was timed
    record Timed(double samples, double wallSeconds, double processorSeconds, int models, boolean settled) {}

    /// Warms up, then times.
    static Timed time(BenchCase timed, Engine engine, Device device) {
        Block one = timed.block(BenchCase.STEPS, 1);
        try (Session session = engine.open(device, one.key())) {
            int models = timed.models() == 0 ? session.capacity() : timed.models();
            Trial trial = new Trial(session, timed.block(BenchCase.STEPS, models));
            boolean settled = trial.warmUp();
            return trial.window((long) (timed.seconds() * 1e9 * timed.cores()), settled);
        }
    }

    private boolean warmUp() {
        long end = SYSTEM.getProcessCpuTime() + LONGEST_WARM_UP_NANOS;
        double before = 0;
        while (SYSTEM.getProcessCpuTime() < end) {
            long compiled = COMPILER.getTotalCompilationTime();
            Timed window = window(WINDOW_NANOS, false);
            double rate = window.samples() / window.processorSeconds();
            boolean quiet = COMPILER.getTotalCompilationTime() - compiled <= QUIET_MILLIS;
            if (quiet && Math.abs(rate - before) <= AGREEMENT * rate) {
                return true;
            }
            before = rate;
        }
        return false;
    }

    /// Trains for at least so much processor time.
    private Timed window(long processorNanos, boolean settled) {
        long wall = System.nanoTime();
        long processor = SYSTEM.getProcessCpuTime();
        double samples = 0;
        long spent = 0;
        while (spent < processorNanos) {
            samples += advance();
            spent = SYSTEM.getProcessCpuTime() - processor;
        }
        return new Timed(samples, (System.nanoTime() - wall) / 1e9, spent / 1e9, block.count(), settled);
    }

    /// @return samples seen
    private double advance() {
        if (done == BenchCase.STEPS) {
            launch = begin();
        }
        long began = System.nanoTime();
        int reached = launch.advance(pace.steps(BenchCase.STEPS - done));
        pace.took(reached - done, System.nanoTime() - began);
        double samples = (double) (reached - done) * block.count() * BenchCase.BATCH;
        done = reached;
        return samples;
    }

    private Progress begin() {
        done = 0;
        return session.begin(block, (_, _, _, _, _) -> {});
    }
}
