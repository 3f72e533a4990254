package tegum.model;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// One number per feature, immutable; index 0 is the first feature.
public final class PerFeature {
    private final double[] values;

    private PerFeature(double[] values) {
        this.values = values;
    }

    /// The given numbers, copied.
    ///
    /// @throws IllegalArgumentException if there is none
    public static PerFeature of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a model has at least one feature");
        }
        return new PerFeature(values.clone());
    }

    /// The same number `features` times.
    public static PerFeature uniform(int features, double value) {
        double[] values = new double[features];
        Arrays.fill(values, value);
        return of(values);
    }

    /// The number of feature i is `value(i)`.
    public static PerFeature generate(int features, IntToDoubleFunction value) {
        double[] values = new double[features];
        Arrays.setAll(values, value);
        return of(values);
    }

    public int count() {
        return values.length;
    }

    /// The number of one feature.
    ///
    /// @throws IndexOutOfBoundsException unless `0 <= feature < count()`
    public double at(int feature) {
        return values[feature];
    }

    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PerFeature that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
