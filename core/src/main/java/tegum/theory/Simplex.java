package tegum.theory;

import java.util.function.ToDoubleFunction;

/// Local minimum of a function of a few numbers by the downhill simplex, without derivatives and without chance.
///
/// Restarted around what it found until a restart gains nothing.
///
/// Source: Nelder and Mead 1965.
final class Simplex {
    private static final int MOST_STEPS = 1_000;
    private static final int MOST_RESTARTS = 12;
    private static final double SPREAD = 1e-13;
    private static final double GAIN = 1e-10;

    private final ToDoubleFunction<double[]> function;
    private final double[][] corners;
    private final double[] values;

    private Simplex(ToDoubleFunction<double[]> function, double[] start, double size) {
        this.function = function;
        this.corners = new double[start.length + 1][];
        this.values = new double[start.length + 1];
        for (int corner = 0; corner < corners.length; corner++) {
            double[] point = start.clone();
            if (corner > 0) {
                point[corner - 1] += size;
            }
            set(corner, point, function.applyAsDouble(point));
        }
    }

    /// The minimum near a start.
    ///
    /// @param size how far the first corners lie from the start
    static double[] minimum(ToDoubleFunction<double[]> function, double[] start, double size) {
        double[] best = start;
        double value = function.applyAsDouble(start);
        double step = size;
        for (int restart = 0; restart < MOST_RESTARTS; restart++) {
            Simplex simplex = new Simplex(function, best, step);
            simplex.descend();
            double before = value;
            if (simplex.values[0] < value) {
                best = simplex.corners[0];
                value = simplex.values[0];
            }
            if (before - value <= GAIN * Math.abs(value)) {
                break;
            }
            step = -step / 2;
        }
        return best.clone();
    }

    private void descend() {
        sort();
        int worst = corners.length - 1;
        for (int step = 0; step < MOST_STEPS && values[worst] - values[0] > SPREAD * Math.abs(values[0]); step++) {
            double[] centre = centre();
            double[] reflected = towards(centre, -1);
            double value = function.applyAsDouble(reflected);
            if (value < values[0]) {
                double[] further = towards(centre, -2);
                double furtherValue = function.applyAsDouble(further);
                set(worst, furtherValue < value ? further : reflected, Math.min(furtherValue, value));
            } else if (value < values[worst - 1]) {
                set(worst, reflected, value);
            } else {
                contract(centre, reflected, value);
            }
            sort();
        }
    }

    private void contract(double[] centre, double[] reflected, double value) {
        int worst = corners.length - 1;
        boolean outside = value < values[worst];
        double[] nearer = towards(centre, outside ? -0.5 : 0.5);
        double nearerValue = function.applyAsDouble(nearer);
        if (nearerValue < Math.min(value, values[worst])) {
            set(worst, nearer, nearerValue);
            return;
        }
        if (outside) {
            set(worst, reflected, value);
        }
        for (int corner = 1; corner < corners.length; corner++) {
            double[] point = corners[corner].clone();
            for (int at = 0; at < point.length; at++) {
                point[at] = corners[0][at] + 0.5 * (point[at] - corners[0][at]);
            }
            set(corner, point, function.applyAsDouble(point));
        }
    }

    /// The centre of all corners but the worst.
    private double[] centre() {
        double[] centre = new double[corners.length - 1];
        for (int corner = 0; corner < corners.length - 1; corner++) {
            for (int at = 0; at < centre.length; at++) {
                centre[at] += corners[corner][at] / centre.length;
            }
        }
        return centre;
    }

    /// `centre + share * (worst - centre)`.
    private double[] towards(double[] centre, double share) {
        double[] worst = corners[corners.length - 1];
        double[] point = new double[centre.length];
        for (int at = 0; at < point.length; at++) {
            point[at] = centre[at] + share * (worst[at] - centre[at]);
        }
        return point;
    }

    private void set(int corner, double[] point, double value) {
        corners[corner] = point;
        values[corner] = value;
    }

    private void sort() {
        for (int at = 1; at < corners.length; at++) {
            double[] point = corners[at];
            double value = values[at];
            int to = at;
            for (; to > 0 && values[to - 1] > value; to--) {
                set(to, corners[to - 1], values[to - 1]);
            }
            set(to, point, value);
        }
    }
}
