package tegum.theory;

/// Integrals over [0, 1] of squares around a rectified line, exact but for rounding.
///
/// A rectified line is a polynomial on each side of its kink; so is each integral below, on each side of where the
/// kink enters or leaves the range, and Gauss-Legendre with three nodes is exact up to degree 5.
final class RectifiedIntegrals {
    private static final double[] NODES = {0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)};
    private static final double[] NODE_WEIGHTS = {5.0 / 18, 8.0 / 18, 5.0 / 18};

    private RectifiedIntegrals() {}

    /// `∫ relu(g x + b)² dx`.
    static double outputSq(double g, double b) {
        return squares(lower(g, b), upper(g, b), g, b);
    }

    /// `∫ (x - relu(g x + b))² dx`.
    static double errorSq(double g, double b) {
        double from = lower(g, b);
        double to = upper(g, b);
        double off = (cube(from) + (1 - cube(to))) / 3;
        return off + squares(from, to, 1 - g, -b);
    }

    /// `∫∫ (x - relu(g x + h y + b))² dx dy`.
    static double errorSq(double g, double h, double b) {
        double first = g == 0 ? 0.0 : clamp(-b / g);
        double second = g == 0 ? 0.0 : clamp(-(b + h) / g);
        double low = Math.min(first, second);
        double high = Math.max(first, second);
        return piece(0, low, g, h, b) + piece(low, high, g, h, b) + piece(high, 1, g, h, b);
    }

    private static double piece(double from, double to, double g, double h, double b) {
        double sum = 0.0;
        for (int node = 0; node < NODES.length && to > from; node++) {
            double x = from + (to - from) * NODES[node];
            sum += NODE_WEIGHTS[node] * overOther(x, g * x + b, h);
        }
        return (to - from) * sum;
    }

    /// `∫ (x - relu(h y + c))² dy` with x fixed.
    private static double overOther(double x, double c, double h) {
        double from = lower(h, c);
        double to = upper(h, c);
        return x * x * (1 - (to - from)) + squares(from, to, h, c - x);
    }

    /// `∫ (slope x + offset)² dx` over a range.
    private static double squares(double from, double to, double slope, double offset) {
        double linear = (to * to - from * from) / 2;
        double square = (cube(to) - cube(from)) / 3;
        return slope * slope * square + 2 * slope * offset * linear + offset * offset * (to - from);
    }

    /// Where `g x + b` begins to be positive in [0, 1].
    private static double lower(double g, double b) {
        return g > 0 ? clamp(-b / g) : 0.0;
    }

    /// Where `g x + b` ceases to be positive in [0, 1]; equal to [#lower] when it never is.
    private static double upper(double g, double b) {
        if (g < 0) {
            return clamp(-b / g);
        }
        return g > 0 || b > 0 ? 1.0 : 0.0;
    }

    private static double clamp(double x) {
        return Math.clamp(x, 0.0, 1.0);
    }

    private static double cube(double x) {
        return x * x * x;
    }
}
