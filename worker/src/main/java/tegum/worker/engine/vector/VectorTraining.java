package tegum.worker.engine.vector;

import tegum.model.Activation;
import tegum.plan.KernelKey;
import tegum.random.ActivityTables;
import tegum.random.TrainingKey;
import tegum.worker.engine.Block;
import tegum.worker.engine.Recorder;

/// The state of one training between calls. Used by one thread at a time.
final class VectorTraining {
    private final int index;
    private final KernelKey key;
    private final TrainingKey trainingKey;
    private final ActivityTables tables;
    private final Layout layout;
    private final boolean relu;

    /// Whether a step moves parameters that are not trained; those past a tight layout have no gradient.
    private final boolean clears;
    private final int[] recordingSteps;
    private final float[] importance;
    private final float[] parameters;
    private final FloatOptimizer optimizer;

    /// Whether a step can end by [#finishInOneVector], and what that needs: importances beside their biases.
    private final boolean inOneVector;

    private final float[] biasImportance = new float[Lanes.VIRTUAL];
    private final float perSum;
    private int step;

    /// Number of recording steps that are behind.
    private int recorded;

    VectorTraining(Block block, int index, ScheduleTable schedule, Layout layout) {
        this.index = index;
        this.key = block.key();
        this.trainingKey = block.trainingKey(index);
        this.tables = block.tables(index);
        this.layout = layout;
        this.relu = key.decoder().activation() == Activation.RELU;
        this.clears = !key.decoder().bias() || !layout.isTight();
        this.recordingSteps = block.recordingSteps();
        this.importance = new float[layout.paddedFeatures()];
        for (int i = 0; i < key.shape().features(); i++) {
            importance[i] = (float) block.importance(index, i);
        }
        this.parameters = layout.parameters(block.initialWeights(index));
        this.optimizer = new FloatOptimizer(block, index, schedule, layout.vectorSize());
        this.inOneVector = relu && layout.vectorSize() == Lanes.VIRTUAL && optimizer.takesSums();
        if (inOneVector) {
            System.arraycopy(
                    importance, 0, biasImportance, layout.bias(), key.shape().features());
        }
        this.perSum = 2f * (1f / key.batch());
    }

    /// Trains some steps further, none past the last.
    void advance(int steps, Workspace workspace, Recorder recorder) {
        int end = (int) Math.min(key.steps(), (long) step + steps);
        workspace.inputs.bind(tables, trainingKey, end);
        while (step < end) {
            step++;
            int leftOut = addSamples(workspace);
            if (step == recordingSteps[recorded]) {
                float loss = finish(leftOut, workspace);
                recorded++;
                recorder.record(index, step, layout.weights(parameters), layout.biases(parameters), loss);
            } else if (inOneVector && workspace.kernel instanceof TinyKernel tiny) {
                finishInOneVector(leftOut, tiny);
            } else {
                finish(leftOut, workspace);
            }
        }
    }

    /// Adds the samples of a step.
    ///
    /// @return how many were left out
    private int addSamples(Workspace workspace) {
        Inputs inputs = workspace.inputs;
        Kernel kernel = workspace.kernel;
        kernel.begin(parameters, importance);
        inputs.begin(step);
        return kernel instanceof GramKernel gram && inputs.areLists()
                ? key.batch() - addLists(inputs, gram, workspace.lengths)
                : key.batch() - addChunks(inputs, kernel);
    }

    /// Changes the parameters by the sums of a step.
    ///
    /// @return the loss of its batch
    private float finish(int leftOut, Workspace workspace) {
        float[] folded = workspace.folded;
        workspace.kernel.fold(workspace.four, folded);
        if (leftOut > 0) {
            addSamplesLeftOut(leftOut, folded);
        }
        float perSample = 1f / key.batch();
        float twice = 2f * perSample;
        float[] gradient = workspace.gradient;
        for (int j = 0; j < layout.size(); j++) {
            gradient[j] = folded[j] * twice;
        }
        optimizer.apply(step, gradient, parameters);
        if (clears) {
            layout.clear(parameters, key.decoder().bias());
        }
        return folded[layout.size()] * perSample;
    }

    /// As [#finish], with the same bits, but for the loss.
    private void finishInOneVector(int leftOut, TinyKernel kernel) {
        kernel.foldVector();
        long trained = (1L << layout.size()) - 1;
        long biases = trained & (-1L << layout.bias());
        optimizer.applySums(
                step, kernel.sums(), TinyKernel.FOLDED, perSum, trained, leftOut, biases, biasImportance, parameters);
        if (clears) {
            layout.clear(parameters, key.decoder().bias());
        }
    }

    /// @return samples added
    private static int addChunks(Inputs inputs, Kernel kernel) {
        for (int rows = inputs.next(); rows >= 0; rows = inputs.next()) {
            if (rows > 0) {
                kernel.add(inputs.x(), inputs.at(), inputs.stride(), rows);
            }
        }
        return inputs.taken();
    }

    /// @return samples added
    private static int addLists(Inputs inputs, GramKernel kernel, int[] lengths) {
        int samples = 0;
        for (int drawn = inputs.nextLists(lengths); drawn >= 0; drawn = inputs.nextLists(lengths)) {
            samples += kernel.add(inputs.lists(), lengths, drawn);
        }
        return samples;
    }

    /// With x = 0 the output is that of the bias alone, and only the bias has a gradient.
    private void addSamplesLeftOut(int count, float[] folded) {
        float loss = 0f;
        for (int i = 0; i < key.shape().features(); i++) {
            float bias = parameters[layout.bias() + i];
            float output = relu && bias <= 0f ? 0f : bias;
            float weighted = output * importance[i];
            loss = Math.fma(weighted, output, loss);
            folded[layout.bias() + i] += count * weighted;
        }
        folded[layout.size()] += count * loss;
    }
}
