package tegum.spec.text;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads numbers as decimal text: `1e-3` is one, although YAML 1.1 calls it a string; `010` is ten; `1_000` and
/// `.nan` are none.
final class Numbers {
    private static final int LONGEST = 100;
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][-+]?\\d{1,6})?+");

    private Numbers() {}

    static Optional<BigDecimal> parse(String text) {
        if (text.length() > LONGEST || !DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }
}
