package tegum.coordinator.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many trainings an audit draws.
public sealed interface SampleSize {
    /// What may be asked for.
    String PERMITTED = "a share as 1%, a number as 200, or all";

    /// A share of them, rounded up.
    record Share(BigDecimal percent) implements SampleSize {}

    /// So many, or all if there are fewer.
    record Count(long trainings) implements SampleSize {}

    /// The size that a text names.
    ///
    /// @throws IllegalArgumentException with what is permitted
    static SampleSize parse(String text) {
        if (text.equals("all")) {
            return new Share(BigDecimal.valueOf(100));
        }
        Matcher matcher = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(%?)").matcher(text);
        if (matcher.matches()) {
            BigDecimal value = new BigDecimal(matcher.group(1));
            boolean isShare = matcher.group(2).equals("%");
            if (isShare && value.signum() > 0 && value.compareTo(BigDecimal.valueOf(100)) <= 0) {
                return new Share(value);
            }
            if (!isShare && value.signum() > 0 && value.scale() <= 0) {
                return new Count(value.longValueExact());
            }
        }
        throw new IllegalArgumentException("a sample is %s, not %s".formatted(PERMITTED, text));
    }

    /// Trainings of so many.
    default long of(long trainings) {
        return switch (this) {
            case Share(BigDecimal percent) ->
                percent.multiply(BigDecimal.valueOf(trainings))
                        .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                        .longValueExact();
            case Count(long number) -> Math.min(number, trainings);
        };
    }
}
