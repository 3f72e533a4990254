package tegum.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tegum.cli.output.Rows;

/// Where a command's time goes, phase after phase from the start of the JVM on.
final class Timings {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private long wallNanos = startNanos();
    private long processorNanos;
    private long compilerMillis;

    private static long startNanos() {
        return System.nanoTime() - ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
    }

    /// A phase has ended, and the next one begins.
    void ended(String phase) {
        long wall = System.nanoTime();
        long processor = SYSTEM.getProcessCpuTime();
        long compiler = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
        rows.add(List.of(
                phase,
                seconds(wall - wallNanos),
                seconds(processor - processorNanos),
                seconds((compiler - compilerMillis) * 1_000_000)));
        wallNanos = wall;
        processorNanos = processor;
        compilerMillis = compiler;
    }

    /// A part of the phase that ended last.
    ///
    /// @param threadNanos time of all threads that it took
    void part(String name, double threadNanos) {
        rows.add(Arrays.asList("- " + name, null, seconds((long) threadNanos), null));
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e7) / 100.0;
    }

    /// A row a phase: seconds by the clock on the wall, of the processors, and of these the JVM's compiler's.
    Rows rows() {
        return new Rows(List.of("phase", "seconds", "processor_seconds", "compiling_seconds"), rows.iterator());
    }
}
