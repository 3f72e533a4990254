package tegum.worker.bench;

import tegum.model.Model;
import tegum.plan.KernelKey;
import tegum.plan.Numerics;
import tegum.worker.device.Device;
import tegum.worker.engine.Block;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Progress;
import tegum.worker.engine.Recorder;
import tegum.worker.engine.Session;
import tegum.worker.engine.Support;
import tegum.worker.engine.Tier;

/// An engine that hands out another's weights, each a little too large.
record TamperedEngine(Engine inner, float factor) implements Engine {
    @Override
    public Numerics numerics() {
        return inner.numerics();
    }

    @Override
    public Tier tier() {
        return inner.tier();
    }

    @Override
    public Support supports(Model model, KernelKey key) {
        return inner.supports(model, key);
    }

    @Override
    public Session open(Device device, KernelKey key) {
        Session session = inner.open(device, key);
        return new Session() {
            @Override
            public int capacity() {
                return session.capacity();
            }

            @Override
            public long bytes(int count) {
                return session.bytes(count);
            }

            @Override
            public Progress begin(Block block, Recorder recorder) {
                return session.begin(block, (index, step, weights, bias, loss) -> {
                    float[] larger = weights.clone();
                    for (int j = 0; j < larger.length; j++) {
                        larger[j] *= factor;
                    }
                    recorder.record(index, step, larger, bias, loss);
                });
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
