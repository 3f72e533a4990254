package tegum.measure;

import tegum.model.PerFeature;
import tegum.random.EvaluationLaw;

/// Chances of the class in which two or more features are active.
///
/// @param weight chance of the class
/// @param activePerFeature chance that a feature is active and not the only one
record CrowdChances(double weight, PerFeature activePerFeature) {

    static CrowdChances of(EvaluationLaw law) {
        return new CrowdChances(
                law.manyWeight(), PerFeature.generate(law.features(), i -> law.density(i) - law.oneWeight(i)));
    }

    /// Chance that a feature is active and not the only one.
    double active(int feature) {
        return activePerFeature.at(feature);
    }

    /// Expected number of active features, given the class; 0 if it never occurs.
    double activeCount() {
        double sum = 0.0;
        for (int feature = 0; feature < activePerFeature.count(); feature++) {
            sum += active(feature);
        }
        return weight == 0 ? 0.0 : sum / weight;
    }
}
