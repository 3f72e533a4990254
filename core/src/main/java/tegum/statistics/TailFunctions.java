package tegum.statistics;

/// Special functions behind the tails of distributions, to about 1e-12 of their value.
final class TailFunctions {
    private static final double TINY = 1e-300;
    private static final double EPSILON = 1e-15;
    private static final int MOST_TERMS = 100_000;

    /// Up to here the series of the error function is exact enough, from here on its continued fraction is fast.
    private static final double SERIES_LIMIT = 3;

    private static final double LANCZOS_SHIFT = 607.0 / 128;
    private static final double[] LANCZOS = {
        0.99999999999999709182,
        57.156235665862923517,
        -59.597960355475491248,
        14.136097974741747174,
        -0.49191381609762019978,
        .33994649984811888699e-4,
        .46523628927048575665e-4,
        -.98374475304879564677e-4,
        .15808870322491248884e-3,
        -.21026444172410488319e-3,
        .21743961811521264320e-3,
        -.16431810653676389022e-3,
        .84418223983852743293e-4,
        -.26190838401581408670e-4,
        .36899182659531622704e-5
    };

    private TailFunctions() {}

    /// Logarithm of the gamma function.
    ///
    /// Source: Lanczos 1964, with Godfrey's coefficients for g = 607/128.
    ///
    /// @param x positive
    static double logGamma(double x) {
        double sum = LANCZOS[0];
        for (int term = 1; term < LANCZOS.length; term++) {
            sum += LANCZOS[term] / (x + term);
        }
        double shifted = x + LANCZOS_SHIFT + 0.5;
        return (x + 0.5) * Math.log(shifted) - shifted + Math.log(Math.sqrt(2 * Math.PI) * sum / x);
    }

    /// Regularised incomplete beta function.
    ///
    /// Source: continued fraction of Abramowitz and Stegun 26.5.8, evaluated by Lentz's method.
    ///
    /// @param x in [0, 1]
    static double incompleteBeta(double a, double b, double x) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2)
                ? front * betaFraction(a, b, x) / a
                : 1 - front * betaFraction(b, a, 1 - x) / b;
    }

    private static double betaFraction(double a, double b, double x) {
        double upper = 1;
        double lower = 1 / away(1 - (a + b) * x / (a + 1));
        double fraction = lower;
        for (int term = 1; term < MOST_TERMS; term++) {
            double even = term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term));
            lower = 1 / away(1 + even * lower);
            upper = away(1 + even / upper);
            fraction *= lower * upper;
            double odd = -(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1));
            lower = 1 / away(1 + odd * lower);
            upper = away(1 + odd / upper);
            double change = lower * upper;
            fraction *= change;
            if (Math.abs(change - 1) < EPSILON) {
                break;
            }
        }
        return fraction;
    }

    /// Chance that a standard normal number is at least as far from 0.
    ///
    /// Source: Abramowitz and Stegun 7.1.6 and 7.1.14.
    static double normalTwoSided(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        return x <= SERIES_LIMIT ? 1 - errorFunction(x) : complement(x);
    }

    private static double errorFunction(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > EPSILON * sum; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static double complement(double x) {
        double upper = x;
        double lower = 0;
        double fraction = x;
        for (int term = 1; term < MOST_TERMS; term++) {
            lower = 1 / (x + term / 2.0 * lower);
            upper = x + term / 2.0 / upper;
            double change = upper * lower;
            fraction *= change;
            if (Math.abs(change - 1) < EPSILON) {
                break;
            }
        }
        return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
    }

    /// Lentz's method divides by what may be 0.
    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
