package tegum.worker.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tegum.model.Activation;
import tegum.plan.KernelKey;

/// Gradients of `k` trainings on a batch each, in batched matrix products; nothing is summed over models.
///
/// | array            | shape         | | array        | shape         |
/// |------------------|---------------|-|--------------|---------------|
/// | `θ` = W, then b  | `[k, m+1, n]` | | `y`, `e`     | `[k, B, n]`   |
/// | `x`              | `[k, B, n]`   | | `d`          | `[k, B, m+1]` |
/// | `h`, then ones   | `[k, B, m+1]` | | `I`          | `[k, 1, n]`   |
///
/// With a column of ones beside `h = x Wᵀ` the pre-activation is `h θ` and the gradient of the bias a row of
/// `hᵀ e`. The importances, constant over the batch, enter the small arrays: with the masked error
/// `e = (y - x) y'` and `d = e (θ I)ᵀ` the gradient is `(2/B) ((hᵀ e) I + dᵀ x)`, the row of `dᵀ x` that
/// belongs to the ones set to 0.
///
/// Not thread-safe.
final class GroupGradient {
    private final KernelKey key;
    private final INDArray x;
    private final INDArray h;
    private final INDArray ones;
    private final INDArray error;
    private final INDArray output;
    private final INDArray d;
    private final INDArray weighted;
    private final INDArray gradient;
    private final INDArray biasRow;
    private final INDArray scratch;
    private final INDArray scratchBiasRow;

    /// @param memory owns the arrays
    GroupGradient(KernelKey key, int count, OffHeap memory) {
        this.key = key;
        int n = key.shape().features();
        int rows = key.shape().hidden() + 1;
        this.x = memory.zeros(count, key.batch(), n);
        this.h = memory.zeros(count, key.batch(), rows);
        this.ones = h.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(rows - 1));
        this.output = memory.zeros(count, key.batch(), n);
        this.error = memory.zeros(count, key.batch(), n);
        this.d = memory.zeros(count, key.batch(), rows);
        this.weighted = memory.zeros(count, rows, n);
        this.gradient = memory.zeros(count, rows, n);
        this.biasRow = gradient.get(NDArrayIndex.all(), NDArrayIndex.point(rows - 1), NDArrayIndex.all());
        this.scratch = memory.zeros(count, rows, n);
        this.scratchBiasRow = scratch.get(NDArrayIndex.all(), NDArrayIndex.point(rows - 1), NDArrayIndex.all());
    }

    /// Numbers that the arrays of one training hold.
    static long numbers(KernelKey key) {
        long n = key.shape().features();
        long rows = key.shape().hidden() + 1L;
        return key.batch() * (3 * n + 2 * rows) + 3 * rows * n;
    }

    /// The inputs, to be filled.
    INDArray x() {
        return x;
    }

    /// Room of the shape of the parameters.
    INDArray scratch() {
        return scratch;
    }

    /// The error `y - x` before it is masked: after [#forward], before [#backward].
    INDArray error() {
        return error;
    }

    void forward(INDArray theta) {
        product(x, theta, h, false, true);
        ones.assign(1f);
        product(h, theta, output, false, false);
        if (relu()) {
            Nd4j.getExecutioner().exec(new RectifiedLinear(output, error, 0));
            error.subi(x);
        } else {
            output.sub(x, error);
        }
    }

    /// @return the gradient; live
    INDArray backward(INDArray theta, INDArray importance) {
        if (relu()) {
            Nd4j.exec(DynamicCustomOp.builder("relu_bp")
                    .addInputs(output, error)
                    .addOutputs(error)
                    .build());
        }
        theta.mul(importance, weighted);
        product(error, weighted, d, false, true);
        product(h, error, gradient, true, false);
        gradient.muli(importance);
        product(d, x, scratch, true, false);
        scratchBiasRow.assign(0f);
        gradient.addi(scratch);
        gradient.muli(2f / key.batch());
        if (!key.decoder().bias()) {
            biasRow.assign(0f);
        }
        return gradient;
    }

    private boolean relu() {
        return key.decoder().activation() == Activation.RELU;
    }

    /// `c = a b` for each training, the last two axes of a factor swapped where asked.
    private static void product(INDArray a, INDArray b, INDArray c, boolean swapA, boolean swapB) {
        Nd4j.exec(DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(c)
                .addIntegerArguments(swapA ? 1 : 0, swapB ? 1 : 0, 0)
                .build());
    }
}
