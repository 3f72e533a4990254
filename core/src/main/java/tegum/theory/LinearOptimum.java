package tegum.theory;

import java.util.Arrays;
import tegum.model.PerFeature;

/// The linear model's optimum: the features of greatest importance times variance, one dimension each.
///
/// The error matrix `(1 - WᵀW)`, scaled by importance and spread, is the difference of a diagonal matrix and one of
/// rank m; by Eckart and Young the least square is that of the smallest diagonal entries, and tied weights reach it.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "Basic results"; Baldi and Hornik 1989.
public final class LinearOptimum {
    private LinearOptimum() {}

    /// Variance of a feature with values U[0,1): `p/3 - p²/4`.
    public static double variance(double p) {
        return p / 3 - p * p / 4;
    }

    /// The least loss, a sum over features.
    ///
    /// @param density one per feature
    /// @param importance one per feature
    /// @param hidden number of hidden dimensions `m`
    /// @throws IllegalArgumentException if the lists differ in length
    public static double loss(PerFeature density, PerFeature importance, int hidden) {
        if (density.count() != importance.count()) {
            throw new IllegalArgumentException(
                    "%d densities and %d importances".formatted(density.count(), importance.count()));
        }
        double[] cost = PerFeature.generate(density.count(), i -> importance.at(i) * variance(density.at(i)))
                .toArray();
        Arrays.sort(cost);
        double sum = 0.0;
        for (int feature = 0; feature < cost.length - hidden; feature++) {
            sum += cost[feature];
        }
        return sum;
    }
}
