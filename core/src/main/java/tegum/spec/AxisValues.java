package tegum.spec;

import java.util.stream.IntStream;

/// The values of an axis, in the order of its indices; no two are the same.
public sealed interface AxisValues permits AxisList, AxisRange, AxisSample {

    /// Number of values; at least 1.
    int count();

    /// The value at an index, from 0.
    ///
    /// @throws IndexOutOfBoundsException unless `0 <= index < count()`
    Scalar at(int index);

    /// Index of a value, or -1 if the axis lacks it.
    default int indexOf(Scalar value) {
        return value instanceof Scalar.Decimal decimal
                ? around(decimal.toDouble())
                        .filter(index -> at(index).equals(decimal))
                        .findFirst()
                        .orElse(-1)
                : -1;
    }

    /// Indices of the numbers next to a value, a few on each side; none of a list.
    IntStream around(double value);

    /// Whether the values are numbers in ascending or descending order.
    boolean isMonotone();

    /// Canonical JSON, for telling whether two axes are the same.
    String canonicalText();
}
