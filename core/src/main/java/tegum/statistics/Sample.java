package tegum.statistics;

import java.util.Optional;

/// Independent values of one quantity, as far as their mean is concerned.
///
/// @param count number of values; at least 0
/// @param mean their mean; 0 of none
/// @param variance their variance, with `count - 1` below the line; 0 of fewer than two
public record Sample(long count, double mean, double variance) {

    /// @throws IllegalArgumentException if the count or the variance is negative
    public Sample {
        if (count < 0 || !(variance >= 0)) {
            throw new IllegalArgumentException("%d values of variance %s".formatted(count, variance));
        }
    }

    public static Sample of(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = values.length == 0 ? 0 : sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Sample(values.length, mean, values.length < 2 ? 0 : squares / (values.length - 1));
    }

    /// Difference of the means of two samples, whose spreads may differ.
    ///
    /// Each mean may have an error that all values of its sample share, as models that are evaluated on
    /// the same inputs do; that error has as many degrees of freedom as one likes.
    ///
    /// Source: Welch 1947; degrees of freedom by Satterthwaite 1946.
    ///
    /// @param shared standard error of this mean that its values share; at least 0
    /// @param otherShared the same of the other mean
    /// @return empty when a sample has fewer than two values, or nothing has any spread
    public Optional<Difference> minus(Sample other, double shared, double otherShared) {
        if (count < 2 || other.count < 2) {
            return Optional.empty();
        }
        double spread = variance / count;
        double otherSpread = other.variance / other.count;
        double square = spread + otherSpread + shared * shared + otherShared * otherShared;
        if (!(square > 0)) {
            return Optional.empty();
        }
        double below = spread * spread / (count - 1) + otherSpread * otherSpread / (other.count - 1);
        double degrees = square * square / below; // infinite without spread: the normal limit
        double value = mean - other.mean;
        double error = Math.sqrt(square);
        double half = StudentT.halfWidth(degrees) * error;
        return Optional.of(new Difference(
                value, new Interval(value - half, value + half), StudentT.twoSided(value / error, degrees)));
    }
}
