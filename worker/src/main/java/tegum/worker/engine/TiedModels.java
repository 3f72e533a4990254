package tegum.worker.engine;

import tegum.model.Activation;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Model;
import tegum.model.Penalty;
import tegum.model.Target;

/// The models that the processor engines train: tied maps with a linear or ReLU output, independent features.
public final class TiedModels {
    /// Most features a model may have.
    public static final int MOST_FEATURES = 1024;

    /// Most hidden units a model may have.
    public static final int MOST_HIDDEN = 256;

    private TiedModels() {}

    /// Yes, or the first reason against.
    public static Support supports(Model model) {
        int n = model.shape().features();
        int m = model.shape().hidden();
        if (n > MOST_FEATURES || m > MOST_HIDDEN) {
            return new Support.No("shape %s is larger than %d features, %d hidden units"
                    .formatted(model.shape(), MOST_FEATURES, MOST_HIDDEN));
        }
        if (!(model.data() instanceof DataLaw.Independent)) {
            return new Support.No("it trains independent features only");
        }
        if (model.target() != Target.INPUT) {
            return new Support.No("its target is the input, not its absolute value");
        }
        if (model.encoder().activation() != Activation.LINEAR) {
            return new Support.No("its hidden units are linear");
        }
        if (!(model.decoder() instanceof Decoder.Tied)) {
            return new Support.No("its maps are tied");
        }
        if (model.decoder().activation() == Activation.GELU) {
            return new Support.No("its output is linear or relu, not gelu");
        }
        if (!(model.penalty() instanceof Penalty.None)) {
            return new Support.No("it knows no penalty on the hidden units");
        }
        return new Support.Yes();
    }
}
