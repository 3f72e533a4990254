package tegum.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.IntStream;

/// Values of an axis in a Sobol sample: one for each point of the sample, in the order of the sequence.
///
/// With the coordinate u of a point, 0 <= u < 1, a linear value is the exact `from (1 - u) + to u`, a logarithmic one
/// `from * (to / from)^u` by [StrictMath]; either is then rounded half-even to 12 significant digits, as values enter
/// `CellId`. The first point is `from` on every axis.
///
/// @param from one end; positive on a logarithmic scale
/// @param to the other end, itself never drawn; positive on a logarithmic scale
/// @param scale on which the values are spread evenly
/// @param dimension which coordinate of the sequence, from 0: the axis' ordinal
/// @param count number of points; 1 to 2,097,152
public record AxisSample(Scalar.Decimal from, Scalar.Decimal to, Scale scale, int dimension, int count)
        implements AxisValues {
    /// The most points of a sample.
    public static final int MAX_POINTS = 1 << 21;

    /// The most axes of a sample.
    public static final int MAX_AXES = Sobol.MAX_DIMENSIONS;

    /// As a complement a value has 12 digits after the point, at least.
    private static final double SMALLEST_COMPLEMENT_STEP = 2e-12;

    private static final BigDecimal ONE = BigDecimal.valueOf(1L << 32);
    private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    /// @throws InvalidSpecException naming the field, its value and the permitted range
    public AxisSample {
        InvalidSpecException.check(count >= 1 && count <= MAX_POINTS, "sobol", count, "a whole number, 1 to 2,097,152");
        InvalidSpecException.check(
                dimension >= 0 && dimension < MAX_AXES, "dimension", dimension, "at most 50 axes in a sample");
        AxisRange.checkEnds(from, to, scale);
        InvalidSpecException.check(!from.equals(to), "to", to, "another number than from");
        InvalidSpecException.check(
                AxisRange.step(from.toDouble(), to.toDouble(), parts(count) + 1, scale) > AxisRange.SMALLEST_STEP,
                "to",
                to,
                "so far from the number from that 12 digits tell the points apart");
    }

    /// The least power of two that is not below a count: into so many parts its points divide the range.
    private static int parts(int count) {
        return count == 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
    }

    @Override
    public Scalar.Decimal at(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("point %d of %d".formatted(index, count));
        }
        long u = Sobol.coordinate(index, dimension);
        if (u == 0) {
            return from;
        }
        return switch (scale) {
            case LIN -> {
                BigDecimal share = BigDecimal.valueOf(u);
                BigDecimal sum = from.value()
                        .multiply(ONE.subtract(share))
                        .add(to.value().multiply(share));
                yield new Scalar.Decimal(sum.divide(ONE, TWELVE_DIGITS));
            }
            case LOG -> {
                double start = from.toDouble();
                yield Scalar.Decimal.of(start * StrictMath.pow(to.toDouble() / start, u * 0x1p-32));
            }
        };
    }

    @Override
    public IntStream around(double value) {
        int parts = parts(count);
        int near = (int) Math.round(AxisRange.share(from.toDouble(), to.toDouble(), scale, value) * parts);
        return IntStream.rangeClosed(Math.max(0, near - 2), Math.min(parts - 1, near + 2))
                .mapToLong(part -> Sobol.index((long) part << (32 - Integer.numberOfTrailingZeros(parts)), dimension))
                .filter(index -> index < count)
                .mapToInt(Math::toIntExact);
    }

    /// Whether one minus each value is a density of its own, of 12 digits.
    public boolean hasDistinctComplements() {
        double low = Math.min(from.toDouble(), to.toDouble());
        double width = switch (scale) {
            case LIN -> Math.abs(to.toDouble() - from.toDouble());
            case LOG -> low * Math.abs(StrictMath.log(to.toDouble() / from.toDouble()));
        };
        return width / parts(count) > SMALLEST_COMPLEMENT_STEP;
    }

    @Override
    public boolean isMonotone() {
        return false;
    }

    @Override
    public String canonicalText() {
        return "{\"dimension\":%d,\"from\":%s,\"scale\":\"%s\",\"sobol\":%d,\"to\":%s}"
                .formatted(dimension, from.text(), scale.text(), count, to.text());
    }
}
