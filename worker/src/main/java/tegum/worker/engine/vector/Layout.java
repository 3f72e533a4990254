package tegum.worker.engine.vector;

import tegum.model.Shape;

/// Where a kernel keeps the parameters of a model: `W`, then `b`.
///
/// Padding holds zeros, which change no sum.
///
/// @param shape the model's
/// @param paddedFeatures features with padding; at least the number of features
/// @param paddedHidden hidden units with padding; at least their number
/// @param ofFeature from an element of `W` to that of the next feature
/// @param ofHidden from an element of `W` to that of the next hidden unit
record Layout(Shape shape, int paddedFeatures, int paddedHidden, int ofFeature, int ofHidden) {

    /// A row of hidden units for each feature, as [TileKernel] takes it: features in pairs, at least two hidden units.
    static Layout byFeature(Shape shape) {
        int features = (shape.features() + 1) & -2;
        int hidden = Math.max(2, shape.hidden());
        return new Layout(shape, features, hidden, hidden, 1);
    }

    /// A row of features for each hidden unit, without padding.
    static Layout tight(Shape shape) {
        return byHidden(shape, shape.features());
    }

    /// A row of features for each hidden unit.
    static Layout byHidden(Shape shape, int paddedFeatures) {
        return new Layout(shape, paddedFeatures, shape.hidden(), 1, paddedFeatures);
    }

    /// Index of an element of `W`.
    int weight(int hidden, int feature) {
        return hidden * ofHidden + feature * ofFeature;
    }

    boolean isTight() {
        return paddedFeatures == shape.features() && paddedHidden == shape.hidden();
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
            for (int i = 0; i < shape.features(); i++) {
                weights[k * shape.features() + i] = parameters[weight(k, i)];
            }
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
            for (int i = 0; i < shape.features(); i++) {
                parameters[weight(k, i)] = weights[k * shape.features() + i];
            }
        }
        return parameters;
    }

    /// Sets what is not trained to 0: padding, and `b` of a model without.
    void clear(float[] parameters, boolean bias) {
        for (int k = 0; k < paddedHidden; k++) {
            for (int i = k < shape.hidden() ? shape.features() : 0; i < paddedFeatures; i++) {
                parameters[weight(k, i)] = 0f;
            }
        }
        for (int j = bias() + (bias ? shape.features() : 0); j < parameters.length; j++) {
            parameters[j] = 0f;
        }
    }
}
