package tegum.measure;

/// The loss of a linear output while two or more features are active, in closed form.
///
/// The error of output i is `Σ_j C_ij x_j - b_i` with `C = 1 - WᵀW`, so its mean square needs only the first two
/// moments of the inputs: features are independent, and a pair is active together only in this class.
final class LinearCrowd {
    private LinearCrowd() {}

    /// The class's part of the loss: its mean loss times its chance.
    static double loss(TiedModel model, Weights weights, CrowdChances crowd) {
        double shift = model.values().of(0f);
        double scale = model.values().of(1f) - shift;
        double first = shift + scale / 2;
        double second = shift * shift + shift * scale + scale * scale / 3;
        double sum = 0.0;
        for (int i = 0; i < model.features(); i++) {
            double linear = 0.0;
            double products = 0.0;
            double squares = 0.0;
            for (int j = 0; j < model.features(); j++) {
                double c = (i == j ? 1.0 : 0.0) - weights.dot(i, j);
                double p = model.density().at(j);
                linear += c * crowd.active(j);
                products += c * p;
                squares += c * c * (second * crowd.active(j) - first * first * p * p);
            }
            double b = weights.bias(i);
            double error =
                    squares + first * first * products * products - 2 * b * first * linear + b * b * crowd.weight();
            sum += model.importance()[i] * Math.max(error, 0.0); // rounding may leave a mean square below 0
        }
        return sum;
    }
}
