package tegum.worker.engine.nd4j;

import tegum.model.Model;
import tegum.plan.KernelKey;
import tegum.plan.Numerics;
import tegum.worker.device.Device;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Session;
import tegum.worker.engine.Support;
import tegum.worker.engine.TiedModels;
import tegum.worker.engine.Tier;

/// ND4J arrays in float with a leading model axis, many trainings in each operation; for portability.
///
/// Numerics `nd4j/1`: inputs and initial weights bit for bit as on every engine; sums in the order of ND4J's
/// matrix products, so weights agree with the reference within a tolerance. After 1,000 steps of batch 256
/// they are within 1e-4 but for rare trainings whose gradients all but vanish.
///
/// No ND4J class is loaded before [#supports] or [#open] is called for a model it can train.
public final class Nd4jEngine implements Engine {
    private static final Numerics NUMERICS = new Numerics("nd4j", 1);

    /// Numbers of a batch's inputs, at most: the arrays of one training are addressed by 32-bit byte offsets.
    private static final long MOST_INPUTS = 1L << 28;

    @Override
    public Numerics numerics() {
        return NUMERICS;
    }

    @Override
    public Tier tier() {
        return Tier.TOLERANCE;
    }

    @Override
    public Support supports(Model model, KernelKey key) {
        if (TiedModels.supports(model) instanceof Support.No no) {
            return no;
        }
        if ((long) key.batch() * key.shape().features() > MOST_INPUTS) {
            return new Support.No("a batch of %d samples with %d features has more than %d numbers"
                    .formatted(key.batch(), key.shape().features(), MOST_INPUTS));
        }
        return Nd4jLibrary.usable();
    }

    @Override
    public Support usable() {
        return Nd4jLibrary.usable();
    }

    @Override
    public Session open(Device device, KernelKey key) {
        if (Nd4jLibrary.usable() instanceof Support.No(String reason)) {
            throw new IllegalStateException("the nd4j engine cannot be used: " + reason);
        }
        return new Nd4jSession(device, key);
    }
}
