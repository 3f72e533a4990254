package tegum.measure;

/// Integrals over [0, 1] of squares around a rectified line, exact but for rounding.
///
/// A rectified line is a polynomial on each side of its kink; so is each integral below, on each side of where the
/// kink enters or leaves the range, and Gauss-Legendre with three nodes is exact up to degree 5.
public final class RectifiedIntegrals {
    private static final double[] NODES = {0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)};
    private static final double[] NODE_WEIGHTS = {5.0 / 18, 8.0 / 18, 5.0 / 18};

    private RectifiedIntegrals() {}

    /// `∫ relu(g u + b)² du`.
    public static double outputSq(double g, double b) {
        return squares(lower(g, b), upper(g, b), g, b);
    }

    /// `∫ (u - relu(g u + b))² du`.
    public static double errorSq(double g, double b) {
        return errorSq(1, 0, g, b);
    }

    /// `∫∫ (u - relu(g u + h v + b))² du dv`.
    public static double errorSq(double g, double h, double b) {
        return errorSq(1, 0, g, h, b);
    }

    /// `∫ (s u + t - relu(g u + b))² du`.
    static double errorSq(double s, double t, double g, double b) {
        double from = lower(g, b);
        double to = upper(g, b);
        return squares(0, from, s, t) + squares(from, to, s - g, t - b) + squares(to, 1, s, t);
    }

    /// `∫∫ (s u + t - relu(g u + h v + b))² du dv`.
    static double errorSq(double s, double t, double g, double h, double b) {
        double first = g == 0 ? 0.0 : clamp(-b / g);
        double second = g == 0 ? 0.0 : clamp(-(b + h) / g);
        double low = Math.min(first, second);
        double high = Math.max(first, second);
        return piece(0, low, s, t, g, h, b) + piece(low, high, s, t, g, h, b) + piece(high, 1, s, t, g, h, b);
    }

    private static double piece(double from, double to, double s, double t, double g, double h, double b) {
        double sum = 0.0;
        for (int node = 0; node < NODES.length && to > from; node++) {
            double u = from + (to - from) * NODES[node];
            sum += NODE_WEIGHTS[node] * overOther(s * u + t, g * u + b, h);
        }
        return (to - from) * sum;
    }

    /// `∫ (x - relu(h v + c))² dv` with x fixed.
    private static double overOther(double x, double c, double h) {
        double from = lower(h, c);
        double to = upper(h, c);
        return x * x * (1 - (to - from)) + squares(from, to, h, c - x);
    }

    /// `∫ (slope u + offset)² du` over a range.
    private static double squares(double from, double to, double slope, double offset) {
        double linear = (to * to - from * from) / 2;
        double square = (cube(to) - cube(from)) / 3;
        return slope * slope * square + 2 * slope * offset * linear + offset * offset * (to - from);
    }

    /// Where `g u + b` begins to be positive in [0, 1].
    private static double lower(double g, double b) {
        return g > 0 ? clamp(-b / g) : 0.0;
    }

    /// Where `g u + b` ceases to be positive in [0, 1]; equal to [#lower] when it never is.
    private static double upper(double g, double b) {
        if (g < 0) {
            return clamp(-b / g);
        }
        return g > 0 || b > 0 ? 1.0 : 0.0;
    }

    private static double clamp(double u) {
        return Math.clamp(u, 0.0, 1.0);
    }

    private static double cube(double u) {
        return u * u * u;
    }
}
