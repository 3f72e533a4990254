package tegum.worker.engine;

import tegum.model.Cell;
import tegum.model.Model;
import tegum.plan.KernelKey;
import tegum.plan.Numerics;
import tegum.worker.device.Device;

/// A way to train toy models. All engines train the same thing from the same random numbers; floats may
/// differ by rounding.
///
/// # What a training is
///
/// Step t = 1..T of a training with n features, m hidden units, batch B:
///
/// 1. Inputs `x` of `B` samples as `tegum.random` draws them (purpose dense and sparse, step t, the
///    training's own key): activity and inputs are equal bit for bit on every engine. An inactive
///    feature is +0.
/// 2. `h = W x`, `a = Wᵀ h + b`, `y = a` (linear) or `max(a, 0)` (ReLU, whose derivative at 0 is 0).
/// 3. Loss `L`: mean over the batch of `Σ_i I_i (y_i - x_i)²`, a sum over features. With
///    `g_i = I_i (y_i - x_i) y'_i` and `d = W g` the gradient is `∂L/∂W = (2/B) Σ_s (d xᵀ + h gᵀ)`,
///    `∂L/∂b = (2/B) Σ_s g`.
/// 4. The optimiser's rule ([tegum.model.Optimizer]) on W and b alike, with rate
///    `α = schedule.factor(t, T) * rate`. Without a bias, b stays 0.
///
/// W starts from [Block#initialWeights], b from 0. Weights are handed out as floats whatever an
/// engine computes in.
///
/// # Sums over a batch
///
/// Engines of tier [Tier#BITS] fix the order of every sum and document it as a part of their [Numerics].
/// Those that add sample by sample use 16 virtual lanes, each from +0. A compacting cell
/// (`Π(1 - p_i) >= 1/4`) leaves out the samples without an active feature; the others, numbered c = 0, 1,
/// ... in sample order, go to lane `c mod 16`. In any other cell sample s goes to lane `s mod 16`. Each
/// lane adds in order; then for stride 8, 4, 2, 1: `lane[k] += lane[k + stride]`. The samples left out are
/// computed once, with x = 0, and their count times that term is added last; then comes the factor `1 / B`.
///
/// # Bits
///
/// An engine of tier [Tier#BITS] gives a training the same bits alone or in a launch of thousands, on any
/// number of threads, on any hardware, in one call of [Progress#advance] or many. `EngineContract` in the
/// tests holds every engine to it.
///
/// Engines are immutable and thread-safe.
public interface Engine {

    /// The bit behaviour, `vector/1`.
    Numerics numerics();

    /// The name in a spec.
    default String name() {
        return numerics().engine();
    }

    Tier tier();

    /// Whether this machine has what the engine needs, whatever the model.
    default Support usable() {
        return new Support.Yes();
    }

    /// Whether this engine trains a model with a kernel key on this machine.
    Support supports(Model model, KernelKey key);

    /// The name of the kernel that trains a cell. It follows from the cell's kernel key alone, so that all cells of a
    /// stratum have one.
    ///
    /// @return as shown to users; an engine with a single way to train calls it by its own name
    default String kernel(Cell cell) {
        return name();
    }

    /// Prepares a device for trainings of one kernel key.
    ///
    /// @throws IllegalArgumentException if the engine does not support the key
    Session open(Device device, KernelKey key);
}
