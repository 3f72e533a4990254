package tegum.worker.engine.vector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.plan.KernelKey;
import tegum.worker.device.Device;
import tegum.worker.engine.Block;
import tegum.worker.engine.CoreThreads;
import tegum.worker.engine.Progress;
import tegum.worker.engine.Recorder;
import tegum.worker.engine.Session;

/// Trains one model per task on as many threads as the device has cores.
final class VectorSession implements Session {
    /// Trainings a core; a launch of so many spreads evenly, however long single ones take.
    private static final int CAPACITY_A_CORE = 256;

    /// What a person who waits for a sweep should know; the program shows it at once.
    private static final Logger ADVICE = LoggerFactory.getLogger("tegum.advice");

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    private final KernelKey key;
    private final int cores;
    private final CoreThreads threads;
    private @Nullable SpeedCheck speed;

    /// One per core, made at the first launch, whose block tells the pattern of its densities.
    private final List<Workspace> workspaces = new ArrayList<>();

    VectorSession(Device device, KernelKey key) {
        this.key = key;
        this.cores = device.cores();
        this.threads = new CoreThreads("vector", device);
    }

    @Override
    public int capacity() {
        return CAPACITY_A_CORE * cores;
    }

    @Override
    public long bytes(int count) {
        Layout layout = Layout.byFeature(key.shape());
        long state = 3L * layout.vectorSize() * Float.BYTES;
        return count * state + cores * Workspace.bytes(key, layout);
    }

    @Override
    public Progress begin(Block block, Recorder recorder) {
        block.requireKey(key);
        while (workspaces.size() < cores) {
            workspaces.add(new Workspace(key, block.tables(0)));
        }
        Kernel kernel = workspaces.getFirst().kernel;
        SpeedCheck check = speed;
        if (check == null) {
            String name = kernel.getClass().getSimpleName();
            check = new SpeedCheck(name, key, kernel.share(), Yardstick::flops, ADVICE::warn);
            speed = check;
        }
        Layout layout = kernel.layout();
        ScheduleTable schedule = new ScheduleTable(block.schedule(), key.steps());
        List<VectorTraining> trainings = new ArrayList<>();
        for (int index = 0; index < block.count(); index++) {
            trainings.add(new VectorTraining(block, index, schedule, layout));
        }
        return new Launch(trainings, recorder, check);
    }

    @Override
    public void close() {
        threads.close();
    }

    /// Trainings under way.
    private final class Launch implements Progress {
        private final List<VectorTraining> trainings;
        private final Recorder recorder;
        private final SpeedCheck check;
        private int done;

        Launch(List<VectorTraining> trainings, Recorder recorder, SpeedCheck check) {
            this.trainings = trainings;
            this.recorder = recorder;
            this.check = check;
        }

        @Override
        public int advance(int steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("steps is %d, not at least 1".formatted(steps));
            }
            int now = Math.min(steps, key.steps() - done);
            threads.each(trainings.size(), (slot, index) -> advance(trainings.get(index), now, workspaces.get(slot)));
            done += now;
            return done;
        }

        private void advance(VectorTraining training, int steps, Workspace workspace) {
            if (check.isJudged()) {
                training.advance(steps, workspace, recorder);
                return;
            }
            long began = PROCESSOR.getCurrentThreadCpuTime();
            training.advance(steps, workspace, recorder);
            check.worked(steps, PROCESSOR.getCurrentThreadCpuTime() - began);
        }
    }
}
