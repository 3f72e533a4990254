package tegum.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tegum.spec.SweepSpec;

/// The cells of a grid: strata are boxes of it, each in an order of its own.
final class GridPlaces implements CellPlaces {
    private final List<Stratum> strata;
    private final StratumIndex index;
    private final Map<List<Stratum.Span>, CellOrder> orders = new ConcurrentHashMap<>();

    /// @param key the kernel key of the cell at a grid point
    /// @throws TooManyStrataException if there are more strata
    GridPlaces(SweepSpec spec, long maxStrata, Function<int[], KernelKey> key) {
        List<Stratum> found = new ArrayList<>();
        Map<KernelKey, KernelKey> keys = new HashMap<>();
        List<Stratum.Span> whole = spec.axes().stream()
                .map(axis -> new Stratum.Span(0, axis.count()))
                .toList();
        this.index = StratumIndex.of(Tiler.tile(spec, maxStrata), whole, box -> {
            KernelKey made = key.apply(box.stream().mapToInt(Stratum.Span::from).toArray());
            KernelKey known = keys.putIfAbsent(made, made);
            long cells = box.stream().mapToLong(Stratum.Span::count).reduce(1, Math::multiplyExact);
            found.add(new Stratum(found.size(), known == null ? made : known, box, cells, spec.replicates()));
            return found.size() - 1;
        });
        this.strata = List.copyOf(found);
    }

    @Override
    public List<Stratum> strata() {
        return strata;
    }

    @Override
    public int[] indices(Stratum stratum, long position) {
        int[] indices = order(stratum).indices(position);
        for (int axis = 0; axis < indices.length; axis++) {
            indices[axis] += stratum.box().get(axis).from();
        }
        return indices;
    }

    @Override
    public boolean has(int... axisIndices) {
        return true;
    }

    @Override
    public Located located(int... axisIndices) {
        int stratum = index.stratum(axisIndices);
        Stratum at = strata.get(stratum);
        int[] within = axisIndices.clone();
        for (int axis = 0; axis < within.length; axis++) {
            within[axis] -= at.box().get(axis).from();
        }
        return new Located(stratum, order(at).position(within));
    }

    private CellOrder order(Stratum stratum) {
        return orders.computeIfAbsent(
                stratum.box(),
                box -> new CellOrder(box.stream().mapToInt(Stratum.Span::count).toArray()));
    }
}
