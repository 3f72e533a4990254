package tegum.worker.engine;

import java.util.ArrayList;
import java.util.List;
import tegum.model.Model;
import tegum.plan.KernelKey;
import tegum.plan.Numerics;
import tegum.worker.device.Device;

/// Plain Java in double precision on the calling thread: the truth that faster engines are compared with.
///
/// Numerics `reference/1`: inputs are the float ones of `tegum.random`; everything else is double, each
/// written operation rounded once, sums over features and hidden units in ascending order, sums over the
/// batch as [Engine] says.
public final class ReferenceEngine implements Engine {
    private static final Numerics NUMERICS = new Numerics("reference", 1);

    @Override
    public Numerics numerics() {
        return NUMERICS;
    }

    @Override
    public Tier tier() {
        return Tier.BITS;
    }

    @Override
    public Support supports(Model model, KernelKey key) {
        return TiedModels.supports(model);
    }

    @Override
    public Session open(Device device, KernelKey key) {
        return new ReferenceSession(key);
    }

    private record ReferenceSession(KernelKey key) implements Session {
        private static final long BYTES_PER_NUMBER = 8;

        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public long bytes(int count) {
            long parameters = key.shape().weights() + (long) key.shape().features();
            long inputs = (long) key.batch() * key.shape().features();
            return count * BYTES_PER_NUMBER * ((4L + ReferenceTraining.LANES) * parameters + inputs);
        }

        @Override
        public Progress begin(Block block, Recorder recorder) {
            block.requireKey(key);
            List<ReferenceTraining> trainings = new ArrayList<>();
            for (int index = 0; index < block.count(); index++) {
                trainings.add(new ReferenceTraining(block, index));
            }
            return steps -> {
                trainings.forEach(training -> training.advance(steps, recorder));
                return trainings.getFirst().step();
            };
        }

        @Override
        public void close() {
            // Owns neither threads nor devices.
        }
    }
}
