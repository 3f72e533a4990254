package tegum.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Values of an axis, written out.
public final class AxisList implements AxisValues {
    private final List<Scalar> values;
    private final Map<Scalar, Integer> indices = new HashMap<>();
    private final boolean monotone;

    /// @param values at least one, no two the same, all of one kind
    /// @throws InvalidSpecException otherwise
    public AxisList(List<? extends Scalar> values) {
        this.values = List.copyOf(values);
        InvalidSpecException.check(!values.isEmpty(), "values", "[]", "at least one value");
        for (int index = 0; index < values.size(); index++) {
            Scalar value = values.get(index);
            InvalidSpecException.check(
                    value.getClass() == values.getFirst().getClass(), "values", value, "values of one kind");
            InvalidSpecException.check(indices.putIfAbsent(value, index) == null, "values", value, "each value once");
        }
        this.monotone = isSorted(this.values);
    }

    private static boolean isSorted(List<Scalar> values) {
        boolean ascending = true;
        boolean descending = true;
        for (int index = 0; index < values.size(); index++) {
            if (!(values.get(index) instanceof Scalar.Decimal value)) {
                return false;
            }
            if (index > 0 && values.get(index - 1) instanceof Scalar.Decimal before) {
                ascending &= before.compareTo(value) < 0;
                descending &= before.compareTo(value) > 0;
            }
        }
        return ascending || descending;
    }

    public List<Scalar> values() {
        return values;
    }

    @Override
    public int count() {
        return values.size();
    }

    @Override
    public Scalar at(int index) {
        return values.get(index);
    }

    @Override
    public int indexOf(Scalar value) {
        return indices.getOrDefault(value, -1);
    }

    @Override
    public IntStream around(double value) {
        return IntStream.empty();
    }

    @Override
    public boolean isMonotone() {
        return monotone;
    }

    @Override
    public String canonicalText() {
        return values.stream().map(CanonicalJson::of).collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AxisList that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return canonicalText();
    }
}
