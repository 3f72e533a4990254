package tegum.coordinator.plot;

import java.util.stream.IntStream;

/// Where the cells along an axis begin and end.
///
/// Positions are values on a linear scale and decimal logarithms on a logarithmic one. A cell reaches half way to its
/// neighbours, and as far outwards as inwards at the ends.
final class AxisGrid {
    private static final double LONE_HALF_WIDTH_DECADES = 0.25;

    private final DiagramAxis axis;
    private final int[] byPosition;
    private final double[] edges;

    AxisGrid(DiagramAxis axis) {
        this.axis = axis;
        byPosition = IntStream.range(0, axis.count())
                .boxed()
                .sorted((one, other) -> Double.compare(axis.value(one), axis.value(other)))
                .mapToInt(Integer::intValue)
                .toArray();
        edges = edges();
    }

    private double[] edges() {
        int count = byPosition.length;
        double[] result = new double[count + 1];
        for (int rank = 1; rank < count; rank++) {
            result[rank] = 0.5 * (centre(rank - 1) + centre(rank));
        }
        double lone = loneHalfWidth();
        result[0] = centre(0) - (count == 1 ? lone : result[1] - centre(0));
        result[count] = centre(count - 1) + (count == 1 ? lone : centre(count - 1) - result[count - 1]);
        return result;
    }

    private double loneHalfWidth() {
        if (axis.spacing() == DiagramAxis.Spacing.LOG) {
            return LONE_HALF_WIDTH_DECADES;
        }
        return centre(0) == 0.0 ? 0.5 : Math.abs(centre(0)) / 2.0;
    }

    DiagramAxis axis() {
        return axis;
    }

    int count() {
        return byPosition.length;
    }

    /// Index in the axis' values of the cell that is `rank`-th by position.
    int index(int rank) {
        return byPosition[rank];
    }

    double centre(int rank) {
        return axis.positionOf(axis.value(byPosition[rank]));
    }

    /// Lower edge of the cell of this rank; the upper one is the next.
    double edge(int rank) {
        return edges[rank];
    }

    double lower() {
        return edges[0];
    }

    double upper() {
        return edges[edges.length - 1];
    }
}
