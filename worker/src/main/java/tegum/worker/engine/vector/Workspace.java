package tegum.worker.engine.vector;

import tegum.model.Activation;
import tegum.plan.KernelKey;
import tegum.random.ActivityTables;

/// What a thread needs to train models of one kernel key, one after the other: inputs, kernel and
/// sums. Not thread-safe.
final class Workspace {
    /// Floats of a chunk's inputs, so that inputs and gradients lie in the first-level cache.
    private static final int CHUNK_FLOATS = 8192;

    private static final int MOST_SAMPLES = 1024;

    /// With fewer, what a tile costs beside its loop shows; so wide models overflow into the second-level cache.
    private static final int LEAST_SAMPLES = 128;

    final Inputs inputs;
    final Kernel kernel;

    /// Room for [FoldedLanes].
    final float[] four;

    /// Room for the lengths of [Inputs#lists].
    final int[] lengths;

    /// Gradient by the kernel's layout, then the loss.
    final float[] folded;

    /// The gradient alone, in whole vectors.
    final float[] gradient;

    /// @param tables any tables of the kernel key
    Workspace(KernelKey key, ActivityTables tables) {
        this(key, tables, KernelChoice.of(key, tables));
    }

    /// A workspace with another kernel than the one that the key gets.
    Workspace(KernelKey key, ActivityTables tables, KernelChoice choice) {
        boolean relu = key.decoder().activation() == Activation.RELU;
        Layout layout = choice.layout(key.shape());
        boolean lists = choice == KernelChoice.GRAM && tables.denseCount() == 0;
        this.inputs = lists
                ? new Inputs(tables, key.values(), 0, GramKernel.chunk(key.shape()))
                : new Inputs(tables, key.values(), layout.paddedFeatures(), chunk(layout));
        this.lengths = new int[tables.groups().size()];
        this.kernel = choice.kernel(key.shape(), relu, inputs.stride());
        this.four = new float[4 * (layout.size() + 1)];
        this.folded = new float[layout.size() + 1];
        this.gradient = new float[layout.vectorSize()];
    }

    private static int chunk(Layout layout) {
        int samples = (CHUNK_FLOATS / layout.paddedFeatures()) & -DenseInputs.BLOCK;
        return Math.clamp(samples, LEAST_SAMPLES, MOST_SAMPLES);
    }

    /// Bytes of a workspace, about: sums, inputs and gradients of a chunk, hidden units of a chunk, and
    /// lists of active features; for a key that [GramKernel] may train, its arrays too.
    static long bytes(KernelKey key, Layout layout) {
        long sums = (Lanes.VIRTUAL + 6L) * layout.vectorSize();
        long chunk = (9L * layout.paddedFeatures() + 2L * layout.paddedHidden()) * (chunk(layout) + Lanes.VIRTUAL);
        long gram = KernelChoice.mayBeGram(key) ? GramKernel.bytes(key.shape()) : 0;
        return Math.max(2 * AlignedFloats.leastBytes(), Float.BYTES * (sums + chunk)) + gram;
    }
}
