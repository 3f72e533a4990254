package tegum.coordinator.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as they stand beside an axis.
final class Labels {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Labels() {}

    /// A value with as many digits as it needs, at most `digits` of them.
    static String value(double value, int digits) {
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return rounded.toPlainString();
        }
        String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + exponent;
    }

    /// `10` to a whole power.
    static String powerOfTen(int exponent) {
        StringBuilder text = new StringBuilder("10").append(exponent < 0 ? "⁻" : "");
        String.valueOf(Math.abs(exponent)).chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
