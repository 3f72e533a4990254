package tegum.worker.engine.vector;

import tegum.model.Shape;

/// Where a kernel keeps the parameters of a model: `W` with rows padded to `paddedFeatures`, then `b`.
///
/// Padding holds zeros, which change no sum.
///
/// @param shape the model's
/// @param paddedFeatures floats of a row of `W` and of `b`; at least the number of features
/// @param paddedHidden rows of `W`; at least the number of hidden units
record Layout(Shape shape, int paddedFeatures, int paddedHidden) {

    /// Every extent even, as [TileKernel] takes features and hidden units in pairs.
    static Layout inPairs(Shape shape) {
        return new Layout(shape, (shape.features() + 1) & -2, (shape.hidden() + 1) & -2);
    }

    /// No padding.
    static Layout tight(Shape shape) {
        return new Layout(shape, shape.features(), shape.hidden());
    }

    /// Index of `b`'s first element.
    int bias() {
        return paddedHidden * paddedFeatures;
    }

    /// Number of parameters with padding.
    int size() {
        return bias() + paddedFeatures;
    }

    /// [#size], rounded up to whole vectors on any hardware.
    int vectorSize() {
        return (size() + Lanes.VIRTUAL - 1) & -Lanes.VIRTUAL;
    }

    /// `W` as it is handed out, shape `[m, n]`.
    float[] weights(float[] parameters) {
        float[] weights = new float[shape.weights()];
        for (int k = 0; k < shape.hidden(); k++) {
            System.arraycopy(parameters, k * paddedFeatures, weights, k * shape.features(), shape.features());
        }
        return weights;
    }

    /// `b` as it is handed out, shape `[n]`.
    float[] biases(float[] parameters) {
        float[] biases = new float[shape.features()];
        System.arraycopy(parameters, bias(), biases, 0, biases.length);
        return biases;
    }

    /// The parameters a training starts from.
    float[] parameters(float[] weights) {
        float[] parameters = new float[vectorSize()];
        for (int k = 0; k < shape.hidden(); k++) {
            System.arraycopy(weights, k * shape.features(), parameters, k * paddedFeatures, shape.features());
        }
        return parameters;
    }

    /// Sets what is not trained to 0: padding, and `b` of a model without.
    void clear(float[] parameters, boolean bias) {
        for (int k = 0; k <= shape.hidden(); k++) {
            int row = k == shape.hidden() ? bias() : k * paddedFeatures;
            for (int i = shape.features(); i < paddedFeatures; i++) {
                parameters[row + i] = 0f;
            }
        }
        for (int j = shape.hidden() * paddedFeatures; j < bias(); j++) {
            parameters[j] = 0f;
        }
        for (int j = bias() + (bias ? shape.features() : 0); j < parameters.length; j++) {
            parameters[j] = 0f;
        }
    }
}
