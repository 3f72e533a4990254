package tegum.coordinator.collect;

import tegum.model.Shape;
import tegum.spec.Keep;
import tegum.spec.SweepSpec;

/// What a sweep keeps of the trainings of one shape, `auto` settled.
///
/// @param weights all, best or none
/// @param trajectories all, best or none
record Kept(Keep.Amount weights, Keep.Amount trajectories) {
    static Kept of(SweepSpec spec, Shape shape) {
        return new Kept(
                settled(spec.keep().weights(), shape), settled(spec.keep().trajectories(), shape));
    }

    private static Keep.Amount settled(Keep.Amount amount, Shape shape) {
        if (amount != Keep.Amount.AUTO) {
            return amount;
        }
        long bytes = Float.BYTES * ((long) shape.weights() + shape.features());
        return bytes <= Keep.AUTO_BYTES ? Keep.Amount.ALL : Keep.Amount.BEST;
    }

    /// Whether what one sweep has kept of its trainings is enough for another that asks for the same ones.
    ///
    /// The best of a cell is known only if the other asks for all replicates that competed for it.
    static boolean suffices(SweepSpec keeper, SweepSpec asker, Shape shape) {
        return suffices(of(keeper, shape).weights, of(asker, shape).weights, allCompeted(keeper, asker))
                && stepsSuffice(keeper, asker, shape);
    }

    /// The same, of the recorded steps alone.
    static boolean stepsSuffice(SweepSpec keeper, SweepSpec asker, Shape shape) {
        Keep.Amount asked = of(asker, shape).trajectories;
        return suffices(of(keeper, shape).trajectories, asked, allCompeted(keeper, asker))
                && (asked == Keep.Amount.NONE
                        || keeper.measure().record().equals(asker.measure().record()));
    }

    private static boolean allCompeted(SweepSpec keeper, SweepSpec asker) {
        return keeper.replicates() <= asker.replicates();
    }

    private static boolean suffices(Keep.Amount kept, Keep.Amount asked, boolean allCompeted) {
        return switch (asked) {
            case NONE -> true;
            case BEST -> kept == Keep.Amount.ALL || (kept == Keep.Amount.BEST && allCompeted);
            case ALL -> kept == Keep.Amount.ALL;
            case AUTO -> throw new IllegalStateException("auto is settled by now");
        };
    }
}
