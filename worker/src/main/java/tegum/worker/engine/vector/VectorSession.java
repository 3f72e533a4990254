package tegum.worker.engine.vector;

import java.util.ArrayList;
import java.util.List;
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

    private final KernelKey key;
    private final int cores;
    private final CoreThreads threads;

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
        return count * state + cores * Workspace.bytes(layout);
    }

    @Override
    public Progress begin(Block block, Recorder recorder) {
        block.requireKey(key);
        while (workspaces.size() < cores) {
            workspaces.add(new Workspace(key, block.tables(0)));
        }
        Layout layout = workspaces.getFirst().kernel.layout();
        ScheduleTable schedule = new ScheduleTable(block.schedule(), key.steps());
        List<VectorTraining> trainings = new ArrayList<>();
        for (int index = 0; index < block.count(); index++) {
            trainings.add(new VectorTraining(block, index, schedule, layout));
        }
        return new Launch(trainings, recorder);
    }

    @Override
    public void close() {
        threads.close();
    }

    /// Trainings under way.
    private final class Launch implements Progress {
        private final List<VectorTraining> trainings;
        private final Recorder recorder;
        private int done;

        Launch(List<VectorTraining> trainings, Recorder recorder) {
            this.trainings = trainings;
            this.recorder = recorder;
        }

        @Override
        public int advance(int steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("steps is %d, not at least 1".formatted(steps));
            }
            threads.each(
                    trainings.size(),
                    (slot, index) -> trainings.get(index).advance(steps, workspaces.get(slot), recorder));
            done = (int) Math.min(key.steps(), (long) done + steps);
            return done;
        }
    }
}
