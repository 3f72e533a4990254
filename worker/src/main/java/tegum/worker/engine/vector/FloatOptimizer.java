package tegum.worker.engine.vector;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import tegum.worker.engine.Block;

/// The optimisers of [tegum.model.Optimizer] in float. Keeps the moments of one training; not thread-safe.
///
/// The numbers of a step are computed in double, running products for `β1ᵗ` and `β2ᵗ`, and rounded to float
/// once: `α`, `1 - α decay`, `α / (1 - β1ᵗ)`, `1 / (1 - β2ᵗ)`, `1 - β1`, `1 - β2`. Then, every operation
/// rounded and no fma:
/// - Adam: `g += decay θ`; AdamW: `θ = θ (1 - α decay)`;
/// - both: `μ = μ β1 + g (1-β1)`, `ν = ν β2 + (g g) (1-β2)`,
///   `θ = θ - (μ (α/(1-β1ᵗ))) / (sqrt(ν (1/(1-β2ᵗ))) + ε)`;
/// - SGD: `g += decay θ`, `μ = μ momentum + g`, `θ = θ - μ α`.
final class FloatOptimizer {
    private enum Rule {
        ADAM,
        ADAMW,
        SGD
    }

    private final Rule rule;
    private final ScheduleTable schedule;
    private final double rate;
    private final double decay;
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final float momentum;
    private final float[] first;
    private final float[] second;
    private double beta1Power = 1.0;
    private double beta2Power = 1.0;

    /// @param size number of parameters, a multiple of 16
    FloatOptimizer(Block block, int index, ScheduleTable schedule, int size) {
        this.rule = switch (block.key().optimizer()) {
            case "adam" -> Rule.ADAM;
            case "adamw" -> Rule.ADAMW;
            case "sgd" -> Rule.SGD;
            default ->
                throw new IllegalArgumentException(
                        "no such optimiser: " + block.key().optimizer());
        };
        this.schedule = schedule;
        this.rate = block.rate(index);
        this.decay = block.decay(index);
        this.beta1 = block.beta1(index);
        this.beta2 = block.beta2(index);
        this.epsilon = Math.max((float) block.epsilon(index), Float.MIN_NORMAL); // never 0: 0 / 0 is no step
        this.momentum = (float) block.momentum(index);
        this.first = new float[size];
        this.second = new float[rule == Rule.SGD ? 0 : size];
    }

    /// Changes the parameters by a step.
    ///
    /// @param gradient of the loss; has the length of `parameters`
    void apply(int step, float[] gradient, float[] parameters) {
        double alpha = schedule.factor(step) * rate;
        beta1Power *= beta1;
        beta2Power *= beta2;
        if (rule == Rule.SGD) {
            sgd(gradient, parameters, first, (float) alpha, (float) decay, momentum);
            return;
        }
        boolean decoupled = rule == Rule.ADAMW;
        float keep = decoupled ? (float) (1.0 - alpha * decay) : 1f;
        float pull = decoupled ? 0f : (float) decay;
        if (pull != 0f) {
            addScaled(gradient, parameters, pull);
        }
        float rateNow = (float) (alpha / (1 - beta1Power));
        adam(
                gradient,
                parameters,
                first,
                second,
                (float) beta1,
                (float) (1 - beta1),
                (float) beta2,
                (float) (1 - beta2),
                keep,
                rateNow,
                (float) (1 / (1 - beta2Power)),
                epsilon);
    }

    /// Whether [#applySums] can take the place of [#apply] for at most 16 parameters.
    boolean takesSums() {
        return Lanes.WIDTH == Lanes.VIRTUAL && rule != Rule.SGD;
    }

    /// As [#apply] for 16 parameters in one vector, by the sums of a batch: gradient and moments stay in registers.
    ///
    /// @param sums of the samples kept, from `at` on
    /// @param perSum what makes a gradient of a sum
    /// @param trained lanes that are parameters, from bit 0 on; the others keep their 0
    /// @param leftOut number of samples with x = 0, whose output is that of the bias alone, by ReLU
    /// @param biases lanes that are biases
    /// @param importance one per lane; 0 but for biases
    void applySums(
            int step,
            float[] sums,
            int at,
            float perSum,
            long trained,
            int leftOut,
            long biases,
            float[] importance,
            float[] parameters) {
        double alpha = schedule.factor(step) * rate;
        beta1Power *= beta1;
        beta2Power *= beta2;
        boolean decoupled = rule == Rule.ADAMW;
        float keep = decoupled ? (float) (1.0 - alpha * decay) : 1f;
        float pull = decoupled ? 0f : (float) decay;
        float rateNow = (float) (alpha / (1 - beta1Power));
        float correction = (float) (1 / (1 - beta2Power));
        FloatVector theta = FloatVector.fromArray(Lanes.FLOATS, parameters, 0);
        FloatVector g = FloatVector.fromArray(Lanes.FLOATS, sums, at);
        if (leftOut > 0) {
            FloatVector output = theta.blend(0f, theta.compare(LE, 0f));
            g = g.add(
                    output.mul(FloatVector.fromArray(Lanes.FLOATS, importance, 0))
                            .mul(leftOut),
                    VectorMask.fromLong(Lanes.FLOATS, biases));
        }
        g = Lanes.ZERO.blend(g.mul(perSum), VectorMask.fromLong(Lanes.FLOATS, trained));
        if (pull != 0f) {
            g = g.add(theta.mul(pull));
        }
        FloatVector mean =
                FloatVector.fromArray(Lanes.FLOATS, first, 0).mul((float) beta1).add(g.mul((float) (1 - beta1)));
        FloatVector square = FloatVector.fromArray(Lanes.FLOATS, second, 0)
                .mul((float) beta2)
                .add(g.mul(g).mul((float) (1 - beta2)));
        mean.intoArray(first, 0);
        square.intoArray(second, 0);
        FloatVector change = mean.mul(rateNow).div(square.mul(correction).sqrt().add(epsilon));
        theta.mul(keep).sub(change).intoArray(parameters, 0);
    }

    private static void addScaled(float[] gradient, float[] parameters, float scale) {
        for (int j = 0; j < gradient.length; j += Lanes.WIDTH) {
            FloatVector.fromArray(Lanes.FLOATS, gradient, j)
                    .add(FloatVector.fromArray(Lanes.FLOATS, parameters, j).mul(scale))
                    .intoArray(gradient, j);
        }
    }

    private static void adam(
            float[] gradient,
            float[] parameters,
            float[] first,
            float[] second,
            float keep1,
            float take1,
            float keep2,
            float take2,
            float keep,
            float rate,
            float correction,
            float epsilon) {
        for (int j = 0; j < parameters.length; j += Lanes.WIDTH) {
            FloatVector g = FloatVector.fromArray(Lanes.FLOATS, gradient, j);
            FloatVector mean =
                    FloatVector.fromArray(Lanes.FLOATS, first, j).mul(keep1).add(g.mul(take1));
            FloatVector square = FloatVector.fromArray(Lanes.FLOATS, second, j)
                    .mul(keep2)
                    .add(g.mul(g).mul(take2));
            mean.intoArray(first, j);
            square.intoArray(second, j);
            FloatVector change =
                    mean.mul(rate).div(square.mul(correction).sqrt().add(epsilon));
            FloatVector.fromArray(Lanes.FLOATS, parameters, j)
                    .mul(keep)
                    .sub(change)
                    .intoArray(parameters, j);
        }
    }

    private static void sgd(
            float[] gradient, float[] parameters, float[] first, float rate, float decay, float momentum) {
        for (int j = 0; j < parameters.length; j += Lanes.WIDTH) {
            FloatVector theta = FloatVector.fromArray(Lanes.FLOATS, parameters, j);
            FloatVector g = FloatVector.fromArray(Lanes.FLOATS, gradient, j).add(theta.mul(decay));
            FloatVector mean =
                    FloatVector.fromArray(Lanes.FLOATS, first, j).mul(momentum).add(g);
            mean.intoArray(first, j);
            theta.sub(mean.mul(rate)).intoArray(parameters, j);
        }
    }
}
