package tegum.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Evenly spaced values of an axis, both ends included.
///
/// Points enter `CellId`, so the same range must name the same cells on every machine. A linear point is the exact
/// rational `(from (count - 1 - i) + to i) / (count - 1)`, a logarithmic one `from * (to / from)^(i / (count - 1))`
/// by [StrictMath]; either is then rounded half-even to 12 significant digits. The ends are the numbers as written.
///
/// @param from first value; positive on a logarithmic scale
/// @param to last value; positive on a logarithmic scale
/// @param count number of points; 1 to 1,000,000
/// @param scale how the points are spaced
public record AxisRange(Scalar.Decimal from, Scalar.Decimal to, int count, Scale scale) implements AxisValues {
    /// The most points of one range.
    public static final int MAX_POINTS = 1_000_000;

    /// Neighbours differ by more than this share of the larger, so that 12 digits tell them apart.
    private static final double SMALLEST_STEP = 1e-11;

    private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    /// @throws InvalidSpecException naming the field, its value and the permitted range
    public AxisRange {
        InvalidSpecException.check(count >= 1 && count <= MAX_POINTS, "count", count, "a whole number, 1 to 1,000,000");
        if (scale == Scale.LOG) {
            InvalidSpecException.check(
                    from.value().signum() > 0, "from", from, "a positive number on a logarithmic scale");
            InvalidSpecException.check(to.value().signum() > 0, "to", to, "a positive number on a logarithmic scale");
        }
        InvalidSpecException.check(
                count > 1 || from.equals(to), "count", count, "at least 2, or from and to the same number");
        InvalidSpecException.check(
                count == 1 || step(from.toDouble(), to.toDouble(), count, scale) > SMALLEST_STEP,
                "count",
                count,
                "so few points between from and to that 12 digits tell them apart");
    }

    /// Relative distance of neighbours.
    private static double step(double from, double to, int count, Scale scale) {
        return switch (scale) {
            case LIN -> Math.abs(to - from) / (count - 1) / Math.max(Math.abs(from), Math.abs(to));
            case LOG -> Math.abs(StrictMath.log(to / from)) / (count - 1);
        };
    }

    @Override
    public Scalar.Decimal at(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("point %d of %d".formatted(index, count));
        }
        if (index == 0) {
            return from;
        }
        if (index == count - 1) {
            return to;
        }
        return switch (scale) {
            case LIN -> {
                BigDecimal sum = from.value()
                        .multiply(BigDecimal.valueOf(count - 1L - index))
                        .add(to.value().multiply(BigDecimal.valueOf(index)));
                yield new Scalar.Decimal(sum.divide(BigDecimal.valueOf(count - 1L), TWELVE_DIGITS));
            }
            case LOG -> {
                double start = from.toDouble();
                double ratio = to.toDouble() / start;
                yield Scalar.Decimal.of(start * StrictMath.pow(ratio, (double) index / (count - 1)));
            }
        };
    }

    @Override
    public int indexOf(Scalar value) {
        if (!(value instanceof Scalar.Decimal decimal)) {
            return -1;
        }
        int near = near(decimal.toDouble());
        // The estimate errs by far less than one point, so a neighbour on each side is enough.
        for (int index = Math.max(0, near - 1); index <= Math.min(count - 1, near + 1); index++) {
            if (at(index).equals(decimal)) {
                return index;
            }
        }
        return -1;
    }

    /// Index of the point closest to a value on the scale of the range, or of an end.
    public int near(double value) {
        if (count == 1) {
            return 0;
        }
        double start = from.toDouble();
        double share = switch (scale) {
            case LIN -> (value - start) / (to.toDouble() - start);
            case LOG ->
                value > 0
                        ? StrictMath.log(value / start) / StrictMath.log(to.toDouble() / start)
                        : start < to.toDouble() ? 0.0 : 1.0;
        };
        return (int) Math.round(Math.clamp(share, 0.0, 1.0) * (count - 1));
    }

    @Override
    public boolean isMonotone() {
        return true;
    }

    @Override
    public String canonicalText() {
        return "{\"count\":%d,\"from\":%s,\"scale\":\"%s\",\"to\":%s}"
                .formatted(count, from.text(), scale.text(), to.text());
    }
}
