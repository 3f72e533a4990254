package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.model.Cell;
import tegum.worker.engine.Block;
import tegum.worker.engine.Trainings;

/// Goal: a step allocates nothing, whatever kernel and law.
/// Method: what this thread allocates over many steps, again and again until the compiler is done: vectors are
/// objects until then, and for good where a method is beyond it.
class StepAllocationTest {
    private static final int STEPS = 400;
    private static final int MOST_ROUNDS = 1_000_000;

    /// On a loaded machine the compiler, which runs beside, takes its time.
    private static final long LONGEST_NANOS = 40_000_000_000L;

    /// Taking up a training may allocate, a step may not: less than a byte a step.
    private static final long MOST_BYTES = STEPS - 1L;

    @ParameterizedTest(name = "({0},{1}) p = {2}, batch {3}")
    @CsvSource({
        "2, 1, 1, 1024",
        "2, 1, .1, 1024",
        "2, 1, .01, 1024",
        "3, 2, .3, 509",
        "5, 2, 1, 1000",
        "5, 2, .01, 1024",
        "7, 3, .2, 256",
        "20, 5, .01, 1024",
        "40, 4, .05, 512",
        "80, 20, .01, 1024"
    })
    void aStepAllocatesNothing(int features, int hidden, double density, int batch)
            throws IOException, InterruptedException {
        long fewest = fewestBytes(features, hidden, density, batch);
        if (fewest > MOST_BYTES) {
            fewest = fewestBytesOfFreshJvm(features, hidden, density, batch);
        }

        assertThat(fewest).isLessThanOrEqualTo(MOST_BYTES);
    }

    /// A JVM now and then settles on a compilation that keeps vectors as objects, and does not leave it.
    private static long fewestBytesOfFreshJvm(int features, int hidden, double density, int batch)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StepAllocationTest.class.getName(),
                        String.valueOf(features),
                        String.valueOf(hidden),
                        String.valueOf(density),
                        String.valueOf(batch))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String fewest = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(fewest.strip());
    }

    public static void main(String[] arguments) {
        System.out.println(fewestBytes(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Double.parseDouble(arguments[2]),
                Integer.parseInt(arguments[3])));
    }

    private static long fewestBytes(int features, int hidden, double density, int batch) {
        Cell cell = Trainings.relu(features, hidden, density, STEPS * (MOST_ROUNDS + 1), batch);
        Block block = Trainings.replicates(cell, 1, List.of());
        Workspace workspace = new Workspace(block.key(), block.tables(0));
        ScheduleTable schedule = new ScheduleTable(block.schedule(), block.key().steps());
        VectorTraining training = new VectorTraining(block, 0, schedule, workspace.kernel.layout());

        long fewest = Long.MAX_VALUE;
        long end = System.nanoTime() + LONGEST_NANOS;
        for (int round = 0; round < MOST_ROUNDS && fewest > MOST_BYTES && System.nanoTime() < end; round++) {
            fewest = Math.min(fewest, bytesOf(training, workspace));
        }
        return fewest;
    }

    private static long bytesOf(VectorTraining training, Workspace workspace) {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        training.advance(STEPS, workspace, (_, _, _, _, _) -> {});
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
