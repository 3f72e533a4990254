package tegum.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.IntStream;

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
    static final double SMALLEST_STEP = 1e-11;

    private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    /// @throws InvalidSpecException naming the field, its value and the permitted range
    public AxisRange {
        InvalidSpecException.check(count >= 1 && count <= MAX_POINTS, "count", count, "a whole number, 1 to 1,000,000");
        checkEnds(from, to, scale);
        InvalidSpecException.check(
                count > 1 || from.equals(to), "count", count, "at least 2, or from and to the same number");
        InvalidSpecException.check(
                count == 1 || step(from.toDouble(), to.toDouble(), count, scale) > SMALLEST_STEP,
                "count",
                count,
                "so few points between from and to that 12 digits tell them apart");
    }

    static void checkEnds(Scalar.Decimal from, Scalar.Decimal to, Scale scale) {
        if (scale == Scale.LOG) {
            InvalidSpecException.check(
                    from.value().signum() > 0, "from", from, "a positive number on a logarithmic scale");
            InvalidSpecException.check(to.value().signum() > 0, "to", to, "a positive number on a logarithmic scale");
        }
    }

    /// Relative distance of neighbours.
    static double step(double from, double to, int count, Scale scale) {
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
    public IntStream around(double value) {
        int near = count == 1 ? 0 : (int) Math.round(share(from.toDouble(), to.toDouble(), scale, value) * (count - 1));
        // The estimate errs by far less than one point.
        return IntStream.rangeClosed(Math.max(0, near - 2), Math.min(count - 1, near + 2));
    }

    /// Where a value stands between two ends, 0 to 1.
    static double share(double from, double to, Scale scale, double value) {
        double share = switch (scale) {
            case LIN -> (value - from) / (to - from);
            case LOG -> value > 0 ? StrictMath.log(value / from) / StrictMath.log(to / from) : from < to ? 0.0 : 1.0;
        };
        return Math.clamp(share, 0.0, 1.0);
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
