package tegum.worker.engine;

import java.util.Arrays;
import tegum.model.Activation;
import tegum.model.ValueLaw;
import tegum.plan.KernelKey;
import tegum.random.ActivityTables;
import tegum.random.BatchDraw;

/// One training of [ReferenceEngine]. Not thread-safe.
final class ReferenceTraining {
    static final int LANES = 16;

    private final int index;
    private final KernelKey key;
    private final int n;
    private final int m;
    private final ActivityTables tables;
    private final BatchDraw draw;
    private final double[] importance;
    private final int[] recordingSteps;
    private final ReferenceOptimizer optimizer;

    /// `W` row-major, then `b`.
    private final double[] parameters;

    private final double[] gradient;

    /// Sums by lane: gradient, then loss; shape `[LANES, parameters + 1]`.
    private final double[] lanes;

    private final double[] x;
    private final double[] h;
    private final double[] g;
    private final double[] d;
    private int step;

    ReferenceTraining(Block block, int index) {
        this.index = index;
        this.key = block.key();
        this.n = key.shape().features();
        this.m = key.shape().hidden();
        this.tables = block.tables(index);
        this.draw = new BatchDraw(tables, block.trainingKey(index));
        this.importance = new double[n];
        Arrays.setAll(importance, i -> block.importance(index, i));
        this.recordingSteps = block.recordingSteps();
        int count = n * m + n;
        this.parameters = new double[count];
        this.gradient = new double[count];
        this.lanes = new double[LANES * (count + 1)];
        this.x = new double[n];
        this.h = new double[m];
        this.g = new double[n];
        this.d = new double[m];
        float[] initial = block.initialWeights(index);
        for (int j = 0; j < initial.length; j++) {
            parameters[j] = initial[j];
        }
        this.optimizer = new ReferenceOptimizer(block, index, key.decoder().bias() ? count : n * m);
    }

    /// Steps done.
    int step() {
        return step;
    }

    /// `W` row-major, then `b`; live.
    double[] parameters() {
        return parameters;
    }

    /// The gradient that [#evaluate] found; live.
    double[] gradient() {
        return gradient;
    }

    void advance(int steps, Recorder recorder) {
        int end = (int) Math.min(key.steps(), (long) step + steps);
        while (step < end) {
            step++;
            double loss = evaluate(step);
            optimizer.apply(step, gradient, parameters);
            if (Arrays.binarySearch(recordingSteps, step) >= 0) {
                recorder.record(index, step, floats(0, n * m), floats(n * m, n * m + n), loss);
            }
        }
    }

    private float[] floats(int from, int to) {
        float[] rounded = new float[to - from];
        for (int j = from; j < to; j++) {
            rounded[j - from] = (float) parameters[j];
        }
        return rounded;
    }

    /// Computes the gradient on the batch of a step.
    ///
    /// @return the loss of the batch
    double evaluate(int ofStep) {
        draw.draw(ofStep);
        Arrays.fill(lanes, 0.0);
        int taken = 0;
        for (int sample = 0; sample < key.batch(); sample++) {
            boolean active = input(sample);
            if (active || !tables.compacts()) {
                addSample((taken % LANES) * (parameters.length + 1));
                taken++;
            }
        }
        foldLanes();
        if (tables.compacts()) {
            addSamplesLeftOut(key.batch() - taken);
        }
        double perSample = 1.0 / key.batch();
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] = 2.0 * (lanes[j] * perSample);
        }
        return lanes[parameters.length] * perSample;
    }

    /// Loads a sample; true if a feature is active.
    private boolean input(int sample) {
        ValueLaw values = key.values();
        boolean any = false;
        for (int i = 0; i < n; i++) {
            boolean active = draw.active(sample, i);
            x[i] = active ? values.of(draw.u(sample, i)) : 0.0;
            any |= active;
        }
        return any;
    }

    /// Adds the gradient and the loss of the loaded sample to a lane.
    private void addSample(int lane) {
        for (int k = 0; k < m; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += parameters[k * n + i] * x[i];
            }
            h[k] = sum;
        }
        lanes[lane + parameters.length] += outputGradient();
        for (int k = 0; k < m; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += parameters[k * n + i] * g[i];
            }
            d[k] = sum;
        }
        for (int k = 0; k < m; k++) {
            for (int i = 0; i < n; i++) {
                lanes[lane + k * n + i] += d[k] * x[i] + h[k] * g[i];
            }
        }
        for (int i = 0; i < n; i++) {
            lanes[lane + m * n + i] += g[i];
        }
    }

    /// Sets `g` from `x` and `h`.
    ///
    /// @return the sample's loss
    private double outputGradient() {
        boolean relu = key.decoder().activation() == Activation.RELU;
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double sum = parameters[m * n + i];
            for (int k = 0; k < m; k++) {
                sum += parameters[k * n + i] * h[k];
            }
            // Written so that a NaN passes: a diverged training must look diverged.
            boolean passes = !(relu && sum <= 0);
            double error = (passes ? sum : 0.0) - x[i];
            double weighted = importance[i] * error;
            loss += weighted * error;
            g[i] = passes ? weighted : 0.0;
        }
        return loss;
    }

    private void foldLanes() {
        int width = parameters.length + 1;
        for (int stride = LANES / 2; stride > 0; stride /= 2) {
            for (int lane = 0; lane < stride; lane++) {
                for (int j = 0; j < width; j++) {
                    lanes[lane * width + j] += lanes[(lane + stride) * width + j];
                }
            }
        }
    }

    private void addSamplesLeftOut(int count) {
        Arrays.fill(x, 0.0);
        Arrays.fill(h, 0.0);
        lanes[parameters.length] += count * outputGradient();
        for (int i = 0; i < n; i++) {
            lanes[m * n + i] += count * g[i];
        }
    }
}
