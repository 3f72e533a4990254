package tegum.spec;

import tegum.statistics.Rule;

/// How trained models are looked at; nothing here changes what is trained.
///
/// @param focus the feature whose phase the diagram shows
/// @param rule how replicates become the number that a picture shows first
/// @param represented norm from which a feature is represented; positive
/// @param superposed interference from which a represented feature is superposed; positive
/// @param edge `|W_i · W_j|` above which two represented features are joined in the geometry's graph; positive
/// @param record after which steps weights are recorded
public record MeasureSettings(
        Focus focus, Rule rule, double represented, double superposed, double edge, RecordSteps record) {
    public static final MeasureSettings DEFAULT =
            new MeasureSettings(new Focus.Last(), Rule.DROP_WORST, 0.5, 0.5, 0.1, new RecordSteps.Settling());

    /// @throws InvalidSpecException if a threshold is not positive and finite
    public MeasureSettings {
        checkThreshold("measure.represented", represented);
        checkThreshold("measure.superposed", superposed);
        checkThreshold("measure.edge", edge);
    }

    private static void checkThreshold(String field, double value) {
        InvalidSpecException.check(value > 0 && value <= 1e6, field, value, "a number above 0, at most 1e6");
    }

    /// Canonical JSON of all settings.
    public String canonicalText() {
        return "{\"edge\":%s,\"focus\":\"%s\",\"record\":%s,\"represented\":%s,\"rule\":\"%s\",\"superposed\":%s}"
                .formatted(
                        Scalar.Decimal.of(edge),
                        focus.text(),
                        record.canonicalText(),
                        Scalar.Decimal.of(represented),
                        rule.text(),
                        Scalar.Decimal.of(superposed));
    }
}
