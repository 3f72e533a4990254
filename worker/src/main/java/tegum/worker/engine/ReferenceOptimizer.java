package tegum.worker.engine;

import tegum.model.Schedule;

/// The optimisers of [tegum.model.Optimizer] in double precision. Keeps the moments of one
/// training; not thread-safe.
final class ReferenceOptimizer {
    private final String rule;
    private final Schedule schedule;
    private final int steps;
    private final double rate;
    private final double decay;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double momentum;
    private final double[] first;
    private final double[] second;
    private double beta1Power = 1.0;
    private double beta2Power = 1.0;

    /// @param count number of parameters that are trained, from the first
    ReferenceOptimizer(Block block, int index, int count) {
        this.rule = block.key().optimizer();
        this.schedule = block.schedule();
        this.steps = block.key().steps();
        this.rate = block.rate(index);
        this.decay = block.decay(index);
        this.beta1 = block.beta1(index);
        this.beta2 = block.beta2(index);
        this.epsilon = block.epsilon(index);
        this.momentum = block.momentum(index);
        this.first = new double[count];
        this.second = new double[count];
    }

    void apply(int step, double[] gradient, double[] parameters) {
        double alpha = schedule.factor(step, steps) * rate;
        beta1Power *= beta1;
        beta2Power *= beta2;
        for (int j = 0; j < first.length; j++) {
            switch (rule) {
                case "adamw" -> {
                    parameters[j] -= alpha * decay * parameters[j];
                    adam(j, gradient[j], alpha, parameters);
                }
                case "adam" -> adam(j, gradient[j] + decay * parameters[j], alpha, parameters);
                case "sgd" -> {
                    double g = gradient[j] + decay * parameters[j];
                    first[j] = momentum * first[j] + g;
                    parameters[j] -= alpha * first[j];
                }
                default -> throw new IllegalStateException("no such optimiser: " + rule);
            }
        }
    }

    private void adam(int j, double g, double alpha, double[] parameters) {
        first[j] = beta1 * first[j] + (1 - beta1) * g;
        second[j] = beta2 * second[j] + (1 - beta2) * (g * g);
        double mean = first[j] / (1 - beta1Power);
        double deviation = Math.sqrt(second[j] / (1 - beta2Power));
        parameters[j] -= alpha * mean / (deviation + epsilon);
    }
}
