package tegum.worker.engine.nd4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import tegum.plan.KernelKey;
import tegum.worker.engine.Block;
import tegum.worker.engine.CoreThreads;
import tegum.worker.engine.Recorder;

/// Trainings of a launch that share each operation. Not thread-safe.
final class TrainingGroup {
    private final KernelKey key;
    private final Block block;
    private final int from;
    private final int count;
    private final int rows;
    private final int[] recordingSteps;
    private final INDArray theta;
    private final INDArray importance;
    private final GroupOptimizer optimizer;
    private final GroupGradient gradient;
    private int step;

    /// @param from first training of the group in its block
    /// @param gradient shared with other groups of the same count
    /// @param memory owns the arrays
    TrainingGroup(Block block, int from, int count, GroupGradient gradient, OffHeap memory) {
        this.block = block;
        this.key = block.key();
        this.from = from;
        this.count = count;
        this.rows = key.shape().hidden() + 1;
        this.recordingSteps = block.recordingSteps();
        this.gradient = gradient;
        int n = key.shape().features();
        this.theta = memory.of(initial(), count, rows, n);
        float[] weights = new float[count * n];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = (float) block.importance(from + j / n, j % n);
        }
        this.importance = memory.of(weights, count, 1, n);
        this.optimizer = new GroupOptimizer(block, from, memory, count, rows, n);
    }

    /// Numbers that a training holds throughout: parameters, moments, importances and its own constants.
    static long numbers(KernelKey key) {
        long n = key.shape().features();
        return 3 * (key.shape().hidden() + 1L) * n + n + 9;
    }

    private float[] initial() {
        int width = rows * key.shape().features();
        float[] parameters = new float[count * width];
        for (int k = 0; k < count; k++) {
            float[] weights = block.initialWeights(from + k);
            System.arraycopy(weights, 0, parameters, k * width, weights.length);
        }
        return parameters;
    }

    /// Trains some steps further, none past the last.
    ///
    /// @param draws one per core
    void advance(int steps, CoreThreads threads, InputDraw[] draws, Recorder recorder) {
        int end = (int) Math.min(key.steps(), (long) step + steps);
        while (step < end) {
            step++;
            drawInputs(threads, draws);
            gradient.forward(theta);
            boolean recorded = Arrays.binarySearch(recordingSteps, step) >= 0;
            double[] losses = recorded ? losses() : new double[0];
            optimizer.apply(step, theta, gradient.backward(theta, importance), gradient.scratch());
            if (recorded) {
                record(losses, threads, recorder);
            }
        }
    }

    private void drawInputs(CoreThreads threads, InputDraw[] draws) {
        FloatBuffer inputs = gradient.x().data().asNioFloat();
        int size = key.batch() * key.shape().features();
        threads.each(count, (slot, k) -> {
            float[] x = draws[slot].draw(block.tables(from + k), block.trainingKey(from + k), step);
            inputs.put(k * size, x);
        });
        OffHeap.written(gradient.x());
    }

    private double[] losses() {
        int n = key.shape().features();
        float[] sums;
        try (INDArray squares = gradient.error().mul(gradient.error());
                INDArray overBatch = squares.sum(1)) {
            sums = overBatch.data().asFloat();
        }
        double[] losses = new double[count];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < n; i++) {
                losses[k] += block.importance(from + k, i) * sums[k * n + i];
            }
            losses[k] /= key.batch();
        }
        return losses;
    }

    private void record(double[] losses, CoreThreads threads, Recorder recorder) {
        float[] parameters = theta.data().asFloat();
        int width = rows * key.shape().features();
        int weights = key.shape().weights();
        int atStep = step;
        threads.each(count, (_, k) -> {
            int at = k * width;
            recorder.record(
                    from + k,
                    atStep,
                    Arrays.copyOfRange(parameters, at, at + weights),
                    Arrays.copyOfRange(parameters, at + weights, at + width),
                    losses[k]);
        });
    }
}
