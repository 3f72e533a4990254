package tegum.measure;

/// How many dimensions some features span.
///
/// Counted by taking directions away one after the other: each time the feature that has most left is chosen, and its
/// direction is removed from all. A feature that has less left than a share of the first choice's norm counts as
/// nothing. Neither a rotation nor the order of features changes the count.
final class Rank {
    /// Share for the rank of all of `W`: what float32 rounding leaves of a dependent column is below it.
    static final double NUMERICAL = 1e-5;

    /// Share for the rank of a component: a trained digon is not antipodal to the last bit, and counts as one
    /// dimension up to about 6 degrees.
    static final double OF_COMPONENT = 0.1;

    private Rank() {}

    static int of(Weights weights, int[] features, double share) {
        int hidden = weights.shape().hidden();
        double[][] left = new double[features.length][hidden];
        for (int at = 0; at < features.length; at++) {
            for (int unit = 0; unit < hidden; unit++) {
                left[at][unit] = weights.at(unit, features[at]);
            }
        }
        int most = Math.min(hidden, features.length);
        double first = 0.0;
        for (int rank = 0; rank < most; rank++) {
            double[] longest = longest(left);
            double norm = norm(longest);
            first = rank == 0 ? norm : first;
            if (norm <= share * first) {
                return rank;
            }
            remove(longest.clone(), norm, left);
        }
        return most;
    }

    private static double[] longest(double[][] vectors) {
        double[] longest = vectors[0];
        for (double[] vector : vectors) {
            longest = norm(vector) > norm(longest) ? vector : longest;
        }
        return longest;
    }

    private static void remove(double[] direction, double norm, double[][] vectors) {
        for (double[] vector : vectors) {
            double along = 0.0;
            for (int unit = 0; unit < vector.length; unit++) {
                along += vector[unit] * (direction[unit] / norm);
            }
            for (int unit = 0; unit < vector.length; unit++) {
                vector[unit] -= along * (direction[unit] / norm);
            }
        }
    }

    private static double norm(double[] vector) {
        double sum = 0.0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
