package tegum.measure;

import tegum.model.Shape;

/// Trained parameters of a tied model as the formulas read them: in double, feature by feature.
///
/// | array | shape    | layout                                        |
/// |-------|----------|-----------------------------------------------|
/// | `W`   | `[m, n]` | row-major on input, one feature's column here |
/// | `b`   | `[n]`    |                                               |
///
/// Immutable.
public final class Weights {
    private final Shape shape;
    private final double[] columns;
    private final double[] bias;
    private final double[][] products;

    private Weights(Shape shape, double[] columns, double[] bias) {
        this.shape = shape;
        this.columns = columns;
        this.bias = bias;
        this.products = products(columns, shape);
    }

    private static double[][] products(double[] columns, Shape shape) {
        int features = shape.features();
        int hidden = shape.hidden();
        double[][] products = new double[features][features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0.0;
                for (int unit = 0; unit < hidden; unit++) {
                    sum += columns[i * hidden + unit] * columns[j * hidden + unit];
                }
                products[i][j] = sum;
                products[j][i] = sum;
            }
        }
        return products;
    }

    /// Copies the parameters.
    ///
    /// @param w `[m, n]` row-major
    /// @param b `[n]`
    /// @throws IllegalArgumentException if a length does not fit the shape or a number is not finite
    public static Weights of(float[] w, float[] b, Shape shape) {
        if (w.length != shape.weights() || b.length != shape.features()) {
            throw new IllegalArgumentException(
                    "%d weights and %d biases for shape %s".formatted(w.length, b.length, shape));
        }
        if (!allFinite(w) || !allFinite(b)) {
            throw new IllegalArgumentException("a weight or bias is not finite");
        }
        int features = shape.features();
        int hidden = shape.hidden();
        double[] columns = new double[w.length];
        double[] bias = new double[features];
        for (int feature = 0; feature < features; feature++) {
            for (int unit = 0; unit < hidden; unit++) {
                columns[feature * hidden + unit] = w[unit * features + feature];
            }
            bias[feature] = b[feature];
        }
        return new Weights(shape, columns, bias);
    }

    /// Weights in double, one column per feature: what theory and tests measure without rounding.
    ///
    /// @param columns `[n][m]`
    /// @param bias `[n]`
    /// @throws IllegalArgumentException if the columns differ in length or there is not one bias per column
    public static Weights ofColumns(double[][] columns, double[] bias) {
        Shape shape = new Shape(columns.length, columns[0].length);
        double[] flat = new double[shape.weights()];
        for (int feature = 0; feature < columns.length; feature++) {
            if (columns[feature].length != shape.hidden() || bias.length != columns.length) {
                throw new IllegalArgumentException("columns and biases do not fit shape " + shape);
            }
            System.arraycopy(columns[feature], 0, flat, feature * shape.hidden(), shape.hidden());
        }
        return new Weights(shape, flat, bias.clone());
    }

    /// Whether all numbers are finite; a training whose weights are not has diverged.
    public static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    public Shape shape() {
        return shape;
    }

    /// `W_i · W_j`; an element of `WᵀW`.
    public double dot(int i, int j) {
        return products[i][j];
    }

    /// Bias of a feature's output.
    public double bias(int feature) {
        return bias[feature];
    }

    /// All biases, shape `[n]`.
    double[] biases() {
        return bias.clone();
    }

    /// One element of `W`.
    public double at(int unit, int feature) {
        return columns[feature * shape.hidden() + unit];
    }

    /// `WᵀW`, `[n, n]`: the heat map of the paper.
    public double[][] gram() {
        double[][] gram = products.clone();
        for (int i = 0; i < gram.length; i++) {
            gram[i] = gram[i].clone();
        }
        return gram;
    }

    /// As [#gram], not to be changed.
    double[][] products() {
        return products;
    }

    /// `‖W‖_F²`: about the number of features learned.
    public double frobeniusSquared() {
        double sum = 0.0;
        for (double value : columns) {
            sum += value * value;
        }
        return sum;
    }
}
