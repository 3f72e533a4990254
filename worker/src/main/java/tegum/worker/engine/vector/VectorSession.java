package tegum.worker.engine.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tegum.plan.KernelKey;
import tegum.worker.device.Device;
import tegum.worker.engine.Block;
import tegum.worker.engine.Progress;
import tegum.worker.engine.Recorder;
import tegum.worker.engine.Session;

/// Trains one model per task on as many threads as the device has cores.
final class VectorSession implements Session {
    /// Trainings a core; a launch of so many spreads evenly, however long single ones take.
    private static final int CAPACITY_A_CORE = 256;

    private final KernelKey key;
    private final int cores;
    private final ExecutorService threads;

    /// One per core, made at the first launch, whose block tells the pattern of its densities.
    private final List<Workspace> workspaces = new ArrayList<>();

    VectorSession(Device device, KernelKey key) {
        this.key = key;
        this.cores = device.cores();
        this.threads = Executors.newFixedThreadPool(
                cores,
                Thread.ofPlatform()
                        .name("vector-" + device.id() + "-", 0)
                        .daemon()
                        .factory());
    }

    @Override
    public int capacity() {
        return CAPACITY_A_CORE * cores;
    }

    @Override
    public long bytes(int count) {
        Layout layout = Layout.inPairs(key.shape());
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
        List<VectorTraining> trainings = new ArrayList<>();
        for (int index = 0; index < block.count(); index++) {
            trainings.add(new VectorTraining(block, index, layout));
        }
        return new Launch(trainings, recorder);
    }

    @Override
    public void close() {
        threads.shutdownNow();
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
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> tasks = new ArrayList<>();
            for (Workspace workspace : workspaces.subList(0, Math.min(cores, trainings.size()))) {
                tasks.add(threads.submit(() -> work(next, steps, workspace)));
            }
            joinAll(tasks);
            done = (int) Math.min(key.steps(), (long) done + steps);
            return done;
        }

        private void work(AtomicInteger next, int steps, Workspace workspace) {
            try {
                for (int at = next.getAndIncrement(); at < trainings.size(); at = next.getAndIncrement()) {
                    trainings.get(at).advance(steps, workspace, recorder);
                }
            } catch (RuntimeException | Error e) {
                next.set(trainings.size());
                throw e;
            }
        }
    }

    /// Waits for every task, whatever becomes of one, and then throws what the first failed one threw.
    private static void joinAll(List<Future<?>> tasks) {
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> task : tasks) {
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a launch ran", e);
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        if (!failures.isEmpty()) {
            switch (failures.getFirst()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }
}
