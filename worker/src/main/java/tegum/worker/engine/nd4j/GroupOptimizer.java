package tegum.worker.engine.nd4j;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import tegum.model.Schedule;
import tegum.worker.engine.Block;

/// The optimisers of [tegum.model.Optimizer] for the trainings of a group at once, each with its own numbers.
///
/// | array                       | shape          |
/// |-----------------------------|----------------|
/// | parameters, gradient, moments | `[k, m+1, n]` |
/// | rates, decays, betas        | `[k, 1, 1]`    |
///
/// What changes from step to step is computed in double and rounded to float once. Not thread-safe.
final class GroupOptimizer {
    private static final int KEEP = 0;
    private static final int RATE = 1;
    private static final int CORRECTION = 2;

    private final String rule;
    private final Schedule schedule;
    private final int steps;
    private final Block block;
    private final int from;
    private final double[] beta1Power;
    private final double[] beta2Power;
    private final float[] changing;
    private final INDArray changingColumns;
    private final INDArray keep;
    private final INDArray rate;
    private final INDArray correction;
    private final INDArray decay;
    private final INDArray keep1;
    private final INDArray take1;
    private final INDArray keep2;
    private final INDArray take2;
    private final INDArray epsilon;
    private final INDArray first;
    private final INDArray second;

    /// @param from first training of the group in its block
    /// @param memory owns the arrays
    /// @param shape of the parameters
    GroupOptimizer(Block block, int from, OffHeap memory, long... shape) {
        this.block = block;
        this.from = from;
        this.rule = block.key().optimizer();
        this.schedule = block.schedule();
        this.steps = block.key().steps();
        int count = Math.toIntExact(shape[0]);
        this.beta1Power = new double[count];
        this.beta2Power = new double[count];
        Arrays.fill(beta1Power, 1.0);
        Arrays.fill(beta2Power, 1.0);
        this.changing = new float[3 * count];
        this.changingColumns = memory.zeros(3, count, 1, 1);
        this.keep = changingColumns.get(NDArrayIndex.point(KEEP));
        this.rate = changingColumns.get(NDArrayIndex.point(RATE));
        this.correction = changingColumns.get(NDArrayIndex.point(CORRECTION));
        boolean sgd = rule.equals("sgd");
        this.decay = column(memory, count, block::decay);
        this.keep1 = column(memory, count, sgd ? block::momentum : block::beta1);
        this.take1 = column(memory, count, index -> 1 - block.beta1(index));
        this.keep2 = column(memory, count, block::beta2);
        this.take2 = column(memory, count, index -> 1 - block.beta2(index));
        // Never 0: 0 / 0 is no step.
        this.epsilon = column(memory, count, index -> Math.max((float) block.epsilon(index), Float.MIN_NORMAL));
        this.first = memory.zeros(shape);
        this.second = memory.zeros(shape);
    }

    private INDArray column(OffHeap memory, int count, IntToDoubleFunction numbers) {
        float[] column = new float[count];
        for (int k = 0; k < count; k++) {
            column[k] = (float) numbers.applyAsDouble(from + k);
        }
        return memory.of(column, count, 1, 1);
    }

    /// Changes the parameters by a step.
    ///
    /// @param gradient destroyed
    /// @param scratch of the same shape
    void apply(int step, INDArray parameters, INDArray gradient, INDArray scratch) {
        loadStep(step);
        if (!rule.equals("adamw")) {
            parameters.mul(decay, scratch);
            gradient.addi(scratch);
        }
        first.muli(keep1);
        if (rule.equals("sgd")) {
            first.addi(gradient);
            first.mul(rate, scratch);
            parameters.subi(scratch);
            return;
        }
        gradient.mul(take1, scratch);
        first.addi(scratch);
        second.muli(keep2);
        gradient.muli(gradient);
        gradient.muli(take2);
        second.addi(gradient);
        second.mul(correction, scratch);
        Transforms.sqrt(scratch, false);
        scratch.addi(epsilon);
        first.mul(rate, gradient);
        gradient.divi(scratch);
        if (rule.equals("adamw")) {
            parameters.muli(keep);
        }
        parameters.subi(gradient);
    }

    private void loadStep(int step) {
        double factor = schedule.factor(step, steps);
        int count = beta1Power.length;
        for (int k = 0; k < count; k++) {
            double alpha = factor * block.rate(from + k);
            beta1Power[k] *= block.beta1(from + k);
            beta2Power[k] *= block.beta2(from + k);
            changing[KEEP * count + k] = (float) (1.0 - alpha * block.decay(from + k));
            // With SGD both powers are 0.
            changing[RATE * count + k] = (float) (alpha / (1 - beta1Power[k]));
            changing[CORRECTION * count + k] = (float) (1 / (1 - beta2Power[k]));
        }
        OffHeap.write(changingColumns, changing);
    }
}
