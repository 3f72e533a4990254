package tegum.coordinator.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Chooses the ticks of an axis.
///
/// A short list of round values is labelled value by value. Otherwise a logarithmic axis gets powers of ten with the
/// multiples 2 to 9
/// between them, or labelled multiples 1, 2 and 5 where it is short; a linear axis gets round steps.
final class AxisTicks {
    private static final int MOST_LISTED = 8;
    private static final int LISTED_DIGITS = 3;
    private static final double EPSILON = 1e-9;

    /// Below this length a logarithmic axis labels the multiples 1, 2 and 5 too: powers alone would be too few.
    private static final double FEW_DECADES = 1.7;

    /// A mark on an axis.
    ///
    /// @param position where, in positions of the axis
    /// @param label its text; empty on a minor tick
    record Tick(double position, String label) {
        boolean isMajor() {
            return !label.isEmpty();
        }
    }

    private AxisTicks() {}

    /// @param room how many labels fit side by side; at least 2
    static List<Tick> of(AxisGrid grid, int room) {
        if (isList(grid)) {
            return listed(grid, room);
        }
        return grid.axis().spacing() == DiagramAxis.Spacing.LOG
                ? logarithmic(grid.lower(), grid.upper(), room)
                : linear(grid.lower(), grid.upper(), room);
    }

    /// Whether the values are few and short enough to have been chosen one by one: those of a range have long tails.
    private static boolean isList(AxisGrid grid) {
        return grid.count() <= MOST_LISTED
                && IntStream.range(0, grid.count())
                        .mapToDouble(grid.axis()::value)
                        .allMatch(value ->
                                grid.count() == 1 || Double.parseDouble(Labels.value(value, LISTED_DIGITS)) == value);
    }

    private static List<Tick> listed(AxisGrid grid, int room) {
        List<Tick> ticks = new ArrayList<>();
        double gap = (grid.upper() - grid.lower()) / (1.6 * room);
        double last = Double.NEGATIVE_INFINITY;
        for (int rank = 0; rank < grid.count(); rank++) {
            double position = grid.centre(rank);
            boolean fits = position - last >= gap;
            ticks.add(new Tick(position, fits ? Labels.value(grid.axis().value(grid.index(rank)), 4) : ""));
            last = fits ? position : last;
        }
        return ticks;
    }

    /// Ticks between two decimal logarithms.
    static List<Tick> logarithmic(double lower, double upper, int room) {
        int first = (int) Math.ceil(lower - EPSILON);
        int last = (int) Math.floor(upper + EPSILON);
        int decades = last - first + 1;
        int stride = Math.max(1, Math.ceilDiv(decades, room));
        boolean few = decades < 2 || upper - lower < FEW_DECADES;
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(lower); exponent <= last; exponent++) {
            for (int factor = 1; factor <= 9; factor++) {
                double position = exponent + Math.log10(factor);
                if (position < lower - EPSILON || position > upper + EPSILON || (factor > 1 && stride > 1)) {
                    continue;
                }
                boolean power = factor == 1 && Math.floorMod(exponent, stride) == 0;
                if (few) {
                    boolean labelled = factor == 1 || factor == 2 || factor == 5;
                    ticks.add(new Tick(position, labelled ? Labels.value(factor * Math.pow(10, exponent), 3) : ""));
                } else {
                    ticks.add(new Tick(position, power ? Labels.powerOfTen(exponent) : ""));
                }
            }
        }
        return ticks;
    }

    /// Round steps of 1, 2 or 5 times a power of ten, each in 5 or 4 parts.
    static List<Tick> linear(double lower, double upper, int room) {
        double raw = (upper - lower) / Math.max(2, room - 1);
        double power = Math.pow(10.0, Math.floor(Math.log10(raw)));
        double factor = raw / power <= 1.0 + EPSILON ? 1 : raw / power <= 2.0 + EPSILON ? 2 : raw / power <= 5 ? 5 : 10;
        int parts = factor == 2 ? 4 : 5;
        double step = factor * power / parts;
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(lower / step - EPSILON);
        long last = (long) Math.floor(upper / step + EPSILON);
        for (long number = first; number <= last; number++) {
            double position = number * step;
            ticks.add(new Tick(position, Math.floorMod(number, parts) == 0 ? Labels.value(position, 6) : ""));
        }
        return ticks;
    }
}
