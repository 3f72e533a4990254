package tegum.coordinator.plot;

import java.util.List;

/// A line of theory drawn over a diagram.
///
/// @param label its name in the legend, "exact boundary of the optimum"
/// @param kind how it was found, which decides the stroke
/// @param points the line, in values of the axes; a point with a NaN ends a piece. In a diagram of one axis each point
///     marks its `x`
public record Boundary(String label, Kind kind, List<Point> points) {

    /// How a boundary was found.
    public enum Kind {
        /// Optima computed numerically; a solid line.
        EXACT,
        /// Comparison of candidate solutions' losses; a dashed line.
        CANDIDATES
    }

    /// A point in values of the axes.
    ///
    /// @param x value along the first axis
    /// @param y value along the second axis; ignored in a diagram of one axis
    public record Point(double x, double y) {}

    public Boundary {
        points = List.copyOf(points);
    }
}
