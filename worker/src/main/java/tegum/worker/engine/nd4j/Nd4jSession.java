package tegum.worker.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import tegum.plan.KernelKey;
import tegum.worker.device.Device;
import tegum.worker.engine.Block;
import tegum.worker.engine.CoreThreads;
import tegum.worker.engine.Progress;
import tegum.worker.engine.Recorder;
import tegum.worker.engine.Session;

/// Trains groups of models; draws their inputs and hands out their parameters on all cores of the device.
final class Nd4jSession implements Session {
    /// Inputs of a group on processors: its arrays lie in the second-level caches, and an operation's fixed cost
    /// of some 20 µs is small beside its work.
    private static final int PROCESSOR_INPUTS = 1 << 18;

    /// On a device that wants more at once.
    private static final int DEVICE_INPUTS = 1 << 24;

    private static final int MOST_TOGETHER = 4096;

    private final KernelKey key;
    private final CoreThreads threads;
    private final InputDraw[] draws;
    private final int together;

    /// The launch under way, if there is one.
    private final List<Launch> underWay = new ArrayList<>();

    Nd4jSession(Device device, KernelKey key) {
        this.key = key;
        this.threads = new CoreThreads("nd4j", device);
        this.draws = new InputDraw[device.cores()];
        for (int slot = 0; slot < draws.length; slot++) {
            draws[slot] = new InputDraw(key.values(), key.shape().features(), key.batch());
        }
        int inputs = Nd4j.getEnvironment().isCPU() ? PROCESSOR_INPUTS : DEVICE_INPUTS;
        long each = (long) key.batch() * key.shape().features();
        this.together = Math.clamp(inputs / each, 1, MOST_TOGETHER);
    }

    @Override
    public int capacity() {
        return together;
    }

    @Override
    public long bytes(int count) {
        long groups = Math.min(count, together) * GroupGradient.numbers(key);
        long drawn = (long) draws.length * key.batch() * key.shape().features();
        return Float.BYTES * (count * TrainingGroup.numbers(key) + groups + drawn);
    }

    @Override
    public Progress begin(Block block, Recorder recorder) {
        block.requireKey(key);
        letGo();
        Launch launch = new Launch(block, recorder);
        underWay.add(launch);
        return launch;
    }

    @Override
    public void close() {
        threads.close();
        letGo();
    }

    private void letGo() {
        underWay.forEach(Launch::release);
        underWay.clear();
    }

    /// Trainings under way.
    private final class Launch implements Progress {
        private final OffHeap memory = new OffHeap();
        private final List<TrainingGroup> groups = new ArrayList<>();
        private final Recorder recorder;
        private int done;

        Launch(Block block, Recorder recorder) {
            this.recorder = recorder;
            int parts = Math.ceilDiv(block.count(), together);
            Map<Integer, GroupGradient> gradients = new TreeMap<>();
            try {
                for (int part = 0; part < parts; part++) {
                    int from = (int) ((long) part * block.count() / parts);
                    int count = (int) ((part + 1L) * block.count() / parts) - from;
                    GroupGradient gradient =
                            gradients.computeIfAbsent(count, size -> new GroupGradient(key, size, memory));
                    groups.add(new TrainingGroup(block, from, count, gradient, memory));
                }
            } catch (RuntimeException | Error e) {
                memory.close();
                throw e;
            }
        }

        @Override
        public int advance(int steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("steps is %d, not at least 1".formatted(steps));
            }
            if (done == key.steps()) {
                return done;
            }
            if (groups.isEmpty()) {
                throw new IllegalStateException("the launch was let go at step " + done);
            }
            Environment environment = Nd4j.getEnvironment();
            environment.setMaxThreads(threads.cores());
            environment.setMaxMasterThreads(threads.cores());
            for (TrainingGroup group : groups) {
                group.advance(steps, threads, draws, recorder);
            }
            done = (int) Math.min(key.steps(), (long) done + steps);
            if (done == key.steps()) {
                release();
            }
            return done;
        }

        private void release() {
            groups.clear();
            memory.close();
        }
    }
}
