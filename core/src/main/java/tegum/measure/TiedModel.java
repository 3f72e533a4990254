package tegum.measure;

import java.util.Optional;
import tegum.model.Activation;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.PerFeature;
import tegum.model.Target;
import tegum.model.ValueLaw;

/// The part of a model that its loss depends on, for the tied models with linear or ReLU output.
///
/// @param density one per feature
/// @param values law of an active feature's value
/// @param importance one per feature
/// @param rectified whether the output is `max(a, 0)`
record TiedModel(PerFeature density, ValueLaw values, double[] importance, boolean rectified) {

    /// @throws IllegalArgumentException saying what is not supported
    static TiedModel of(Model model) {
        Optional<String> reason = unsupported(model);
        if (reason.isPresent()
                || !(model.data() instanceof DataLaw.Independent independent)
                || !(model.decoder() instanceof Decoder.Tied tied)) {
            throw new IllegalArgumentException("the evaluator does not support " + reason.orElse("this model"));
        }
        double[] importance = switch (model.loss()) {
            case Loss.SquaredError(PerFeature list) -> list.toArray();
        };
        boolean rectified = tied.activation() == Activation.RELU;
        return new TiedModel(independent.density(), independent.values(), importance, rectified);
    }

    /// What of a model is not supported; empty when all is.
    static Optional<String> unsupported(Model model) {
        if (!(model.data() instanceof DataLaw.Independent)) {
            return Optional.of("a data law other than independent features");
        }
        if (model.target() != Target.INPUT) {
            return Optional.of("a target other than the input");
        }
        if (model.encoder().activation() != Activation.LINEAR) {
            return Optional.of("a hidden activation");
        }
        if (!(model.decoder() instanceof Decoder.Tied tied)) {
            return Optional.of("an untied decoder");
        }
        return tied.activation() == Activation.GELU ? Optional.of("output gelu") : Optional.empty();
    }

    int features() {
        return importance.length;
    }

    /// The output's map, `max(a, 0)` or `a`.
    double output(double a) {
        return rectified ? Math.max(a, 0.0) : a;
    }
}
