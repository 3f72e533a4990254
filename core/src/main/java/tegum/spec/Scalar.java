package tegum.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// One value of a spec: a number, a word or a flag.
public sealed interface Scalar {

    /// The value as it is written in a spec.
    String text();

    /// A number, rounded half-even to 12 significant digits.
    ///
    /// Equal numbers are equal records: `0.10`, `1e-1` and `.1` are one spelling. Whole numbers stay exact
    /// up to 12 digits.
    ///
    /// Source: DESIGN section 1, `CellId`.
    ///
    /// @param value 0, or of a size between 1e-300 and 1e300
    record Decimal(BigDecimal value) implements Scalar, Comparable<Decimal> {
        private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);
        private static final int LARGEST_EXPONENT = 300;

        public Decimal {
            value = value.signum() == 0
                    ? BigDecimal.ZERO
                    : value.round(TWELVE_DIGITS).stripTrailingZeros();
            InvalidSpecException.check(isInRange(value), "number", value, "0, or of a size between 1e-300 and 1e300");
        }

        /// Whether a decimal is small enough to be a number of a spec and its parsed double neither 0 nor infinite.
        public static boolean isInRange(BigDecimal value) {
            // In long arithmetic: the scale of a parsed decimal may be close to the ends of int.
            return value.signum() == 0 || Math.abs((long) value.precision() - value.scale() - 1) < LARGEST_EXPONENT;
        }

        public static Decimal of(double value) {
            return new Decimal(new BigDecimal(value));
        }

        public static Decimal of(String value) {
            return new Decimal(new BigDecimal(value));
        }

        /// `1 - value`, computed exactly and then rounded: a density from a sparsity that an axis gives.
        public Decimal complement() {
            return new Decimal(BigDecimal.ONE.subtract(value));
        }

        /// The decimal parsed: what the engines get.
        public double toDouble() {
            return value.doubleValue();
        }

        public boolean isWhole() {
            return value.scale() <= 0;
        }

        /// @throws ArithmeticException if the number is not whole or does not fit
        public int toInt() {
            return value.intValueExact();
        }

        @Override
        public int compareTo(Decimal other) {
            return value.compareTo(other.value);
        }

        /// The spelling of canonical JSON.
        @Override
        public String text() {
            return CanonicalJson.number(value);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /// One word of a closed set, as `adamw`.
    record Word(String text) implements Scalar {
        @Override
        public String toString() {
            return text;
        }
    }

    /// `true` or `false`.
    record Flag(boolean value) implements Scalar {
        @Override
        public String text() {
            return Boolean.toString(value);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
