package tegum.cli;

import java.util.Optional;
import tegum.coordinator.audit.Retrainer;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.worker.device.Device;
import tegum.worker.engine.Engines;
import tegum.worker.engine.Tier;
import tegum.worker.evaluate.Retraining;

/// Lets an audit train on this machine: the worker's side behind the coordinator's port.
final class WorkerRetrainer implements Retrainer, AutoCloseable {
    private final Device device;
    private final Engines engines;
    private final Retraining retraining;

    WorkerRetrainer(Device device, Engines engines) {
        this.device = device;
        this.engines = engines;
        this.retraining = new Retraining(device, engines, System::nanoTime);
    }

    @Override
    public Optional<Facts> engine(String name) {
        return engines.named(name)
                .map(engine -> new Facts(
                        engine.name(),
                        engine.numerics().toString(),
                        engine.tier() == Tier.BITS,
                        "%s: %s".formatted(device.id(), device.description())));
    }

    @Override
    public Trained train(SweepVersion sweep, Plan plan, int stratum, String engine, IndexSet indices) {
        Retraining.Trained trained = retraining.train(sweep, plan, stratum, engine, indices);
        return new Trained(trained.results(), trained.failures());
    }

    @Override
    public void close() {
        retraining.close();
    }
}
