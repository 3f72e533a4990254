package tegum.statistics;

/// Student's t distribution, as far as a 95 % interval of a mean needs it.
///
/// Source: exact for 1 and 2 degrees of freedom; Cornish-Fisher expansion in 1/ν (Abramowitz and Stegun 26.7.5) above,
/// within 0.2 % from 3 on.
public final class StudentT {
    /// The limit of many degrees of freedom.
    private static final double Z = Interval.Z;

    private static final double P = 0.975;

    private StudentT() {}

    /// 97.5 % quantile: half the width of a 95 % interval of a mean, in standard errors.
    ///
    /// @param degrees degrees of freedom, one less than the number of values; at least 1
    /// @throws IllegalArgumentException if there is none
    public static double halfWidth(long degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException("%d degrees of freedom, not at least 1".formatted(degrees));
        }
        if (degrees == 1) {
            return StrictMath.tan(Math.PI * (P - 0.5));
        }
        if (degrees == 2) {
            return (2 * P - 1) * Math.sqrt(2 / (4 * P * (1 - P)));
        }
        double z2 = Z * Z;
        double first = Z * (z2 + 1) / 4;
        double second = Z * ((5 * z2 + 16) * z2 + 3) / 96;
        double third = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double fourth = Z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
        double inverse = 1.0 / degrees;
        return Z + inverse * (first + inverse * (second + inverse * (third + inverse * fourth)));
    }
}
