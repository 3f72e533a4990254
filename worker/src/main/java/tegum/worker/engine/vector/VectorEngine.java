package tegum.worker.engine.vector;

import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Model;
import tegum.plan.KernelKey;
import tegum.plan.Numerics;
import tegum.random.ActivityTables;
import tegum.worker.device.Device;
import tegum.worker.device.DeviceKind;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Session;
import tegum.worker.engine.Support;
import tegum.worker.engine.TiedModels;
import tegum.worker.engine.Tier;

/// Vector API in float, lanes over samples, one model per task, all cores of the device.
///
/// Numerics `vector/2`: per sample and parameter the operations of `Kernel`, sums over the batch as
/// [Engine] says, the optimiser's operations as `FloatOptimizer` says; wide sparse models have their sums in the order
/// of `GramKernel`. The bits do not depend on the size of the machine's vectors. In `vector/1` wide sparse models had
/// the order of all others.
public final class VectorEngine implements Engine {
    private static final Numerics NUMERICS = new Numerics("vector", 2);

    @Override
    public Numerics numerics() {
        return NUMERICS;
    }

    @Override
    public Tier tier() {
        return Tier.BITS;
    }

    @Override
    public Support usable() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new Support.Yes()
                : new Support.No("this JVM runs without --add-modules jdk.incubator.vector");
    }

    @Override
    public Support supports(Model model, KernelKey key) {
        return usable() instanceof Support.No no ? no : TiedModels.supports(model);
    }

    @Override
    public String kernel(Cell cell) {
        return switch (cell.model().data()) {
            case DataLaw.Independent independent -> {
                ActivityTables tables =
                        ActivityTables.of(independent.density(), cell.recipe().batch());
                yield KernelChoice.of(KernelKey.of(cell), tables).text();
            }
            case DataLaw.CorrelatedSets _, DataLaw.AntiCorrelatedSets _, DataLaw.OneActive _, DataLaw.FixedSamples _ ->
                throw new IllegalArgumentException("not an independent data law");
        };
    }

    @Override
    public Session open(Device device, KernelKey key) {
        if (device.kind() != DeviceKind.CPU) {
            throw new IllegalArgumentException("the vector engine runs on processors, not on " + device.id());
        }
        return new VectorSession(device, key);
    }
}
