package tegum.spec.text;

import java.math.BigDecimal;

/// Which numbers a field takes.
///
/// @param whole whether only whole numbers
/// @param from least number
/// @param aboveFrom whether the least number itself is not permitted
/// @param to largest number
/// @param belowTo whether the largest number itself is not permitted
/// @param advice the range in words
record Permitted(boolean whole, BigDecimal from, boolean aboveFrom, BigDecimal to, boolean belowTo, String advice) {

    static Permitted whole(long from, long to, String advice) {
        return new Permitted(true, BigDecimal.valueOf(from), false, BigDecimal.valueOf(to), false, advice);
    }

    static Permitted closed(String from, String to, String advice) {
        return new Permitted(false, new BigDecimal(from), false, new BigDecimal(to), false, advice);
    }

    /// Positive numbers.
    static Permitted above0(String to, String advice) {
        return new Permitted(false, BigDecimal.ZERO, true, new BigDecimal(to), false, advice);
    }

    /// From 0 up to, not including, 1.
    static Permitted fraction(String advice) {
        return new Permitted(false, BigDecimal.ZERO, false, BigDecimal.ONE, true, advice);
    }

    boolean permits(BigDecimal value) {
        int low = value.compareTo(from);
        int high = value.compareTo(to);
        return (aboveFrom ? low > 0 : low >= 0)
                && (belowTo ? high < 0 : high <= 0)
                && (!whole || value.signum() == 0 || value.stripTrailingZeros().scale() <= 0);
    }
}
