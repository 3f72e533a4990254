package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
    private static final int MOST_ROUNDS = 300;

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
    void aStepAllocatesNothing(int features, int hidden, double density, int batch) {
        Cell cell = Trainings.relu(features, hidden, density, STEPS * (MOST_ROUNDS + 1), batch);
        Block block = Trainings.replicates(cell, 1, List.of());
        Workspace workspace = new Workspace(block.key(), block.tables(0));
        ScheduleTable schedule = new ScheduleTable(block.schedule(), block.key().steps());
        VectorTraining training = new VectorTraining(block, 0, schedule, workspace.kernel.layout());

        long fewest = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && fewest > MOST_BYTES; round++) {
            fewest = Math.min(fewest, bytesOf(training, workspace));
        }

        assertThat(fewest).isLessThanOrEqualTo(MOST_BYTES);
    }

    private static long bytesOf(VectorTraining training, Workspace workspace) {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        training.advance(STEPS, workspace, (_, _, _, _, _) -> {});
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
