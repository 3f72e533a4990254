package tegum.worker.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import tegum.model.Cell;
import tegum.worker.engine.vector.VectorEngine;

/// Prints samples a second of the vector engine on one core, by shape and density. Asserts nothing.
final class ThroughputMain {
    private static final int BATCH = 1024;
    private static final int[][] SHAPES = {{2, 1}, {3, 2}, {5, 2}, {20, 5}, {80, 20}};
    private static final int[] STEPS = {400_000, 150_000, 80_000, 16_000, 1_600};
    private static final double[] DENSITIES = {1, .3, .1, .05, .01};

    private ThroughputMain() {}

    public static void main(String[] arguments) {
        int only = arguments.length == 0 ? -1 : Integer.parseInt(arguments[0]);
        for (int s = 0; s < SHAPES.length; s++) {
            if (only >= 0 && s != only) {
                continue;
            }
            StringBuilder line = new StringBuilder("(%d,%d)".formatted(SHAPES[s][0], SHAPES[s][1]));
            for (double density : DENSITIES) {
                line.append(String.format(Locale.ROOT, "  p=%s %.1f M/s", density, rate(SHAPES[s], STEPS[s], density)));
            }
            System.out.println(line);
        }
    }

    private static double rate(int[] shape, int steps, double density) {
        Cell cell = Trainings.relu(shape[0], shape[1], density, steps, BATCH);
        Block block = Trainings.replicates(cell, 1, List.of());
        double best = 0;
        for (int round = 0; round < 3; round++) {
            long from = processorNanos();
            Trainings.train(new VectorEngine(), 1, block, steps);
            best = Math.max(best, 1e3 * steps * BATCH / (processorNanos() - from));
        }
        return best;
    }

    /// Processor time, not wall time, because machines are shared; the compiler's is in it.
    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
