package tegum.coordinator.plot;

import java.util.Arrays;

/// One direction of a diagram: the values that were trained, in the order of the sweep.
///
/// Values may be spaced unevenly and in any order; they are drawn where they lie on the scale. The picture
/// runs from the first value to the last: an axis given as 1 to 0.01 falls from left to right, as in the
/// paper.
///
/// @param name the axis' name in the spec, `p`
/// @param label what it is, "density p (probability that a feature is active)"
/// @param unit its unit, or empty for a pure number
/// @param values distinct finite values; at least 1; positive on a logarithmic scale
/// @param spacing how values become positions
public record DiagramAxis(String name, String label, String unit, double[] values, Spacing spacing) {

    /// How values become positions along an axis.
    public enum Spacing {
        /// In proportion.
        LINEAR,
        /// By the logarithm.
        LOG
    }

    /// @throws IllegalArgumentException if there is no value, one occurs twice, or one does not fit the scale
    public DiagramAxis {
        values = values.clone();
        if (values.length == 0) {
            throw new IllegalArgumentException("axis %s: at least one value".formatted(name));
        }
        for (double value : values) {
            if (!Double.isFinite(value) || (spacing == Spacing.LOG && value <= 0.0)) {
                throw new IllegalArgumentException("axis %s: value %s on a %s scale".formatted(name, value, spacing));
            }
        }
        if (Arrays.stream(values).distinct().count() < values.length) {
            throw new IllegalArgumentException("axis %s: each value once".formatted(name));
        }
    }

    /// A copy of the values.
    @Override
    public double[] values() {
        return values.clone();
    }

    /// Number of values.
    public int count() {
        return values.length;
    }

    double value(int index) {
        return values[index];
    }

    /// The label with its unit, as it stands beside the axis.
    String title() {
        String text = label.isBlank() ? name : label;
        return unit.isBlank() ? text : text + " [" + unit + "]";
    }

    /// The axis at one of its values, "p = 0.3": the head of a panel.
    public String head(int index) {
        return name + " = " + Labels.value(values[index], 3);
    }

    double positionOf(double value) {
        return spacing == Spacing.LOG ? Math.log10(value) : value;
    }

    double valueAt(double position) {
        return spacing == Spacing.LOG ? Math.pow(10.0, position) : position;
    }

    /// Whether the picture runs from large values to small ones.
    boolean falls() {
        return values[values.length - 1] < values[0];
    }
}
