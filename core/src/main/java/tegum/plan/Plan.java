package tegum.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tegum.spec.Axis;
import tegum.spec.CanonicalJson;
import tegum.spec.Defaults;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// The trainings that a spec asks for, in strata, computed and never listed: a plan of 10⁸ cells is as
/// small as one of ten.
///
/// Thread-safe.
public final class Plan {
    /// The most strata of one plan; more would make the offers tiny.
    public static final int MAX_STRATA = 100_000;

    private final SweepSpec spec;
    private final Tiling tiling;
    private final List<Stratum> strata;
    private final StratumIndex index;
    private final AxisFinder finder;
    private final Map<List<Stratum.Span>, CellOrder> orders = new ConcurrentHashMap<>();

    private Plan(SweepSpec spec, Tiling tiling) {
        this.spec = spec;
        this.tiling = tiling;
        this.finder = new AxisFinder(spec);
        List<Stratum> found = new ArrayList<>();
        Map<KernelKey, KernelKey> keys = new HashMap<>();
        List<Stratum.Span> whole = spec.axes().stream()
                .map(axis -> new Stratum.Span(0, axis.count()))
                .toList();
        this.index = StratumIndex.of(tiling, whole, box -> {
            KernelKey key = KernelKey.of(CellFactory.cell(
                    tree(box.stream().mapToInt(Stratum.Span::from).toArray())));
            KernelKey known = keys.putIfAbsent(key, key);
            long cells = box.stream().mapToLong(Stratum.Span::count).reduce(1, Math::multiplyExact);
            found.add(new Stratum(found.size(), known == null ? key : known, box, cells, spec.replicates()));
            return found.size() - 1;
        });
        this.strata = List.copyOf(found);
    }

    /// The plan of a spec.
    ///
    /// @throws InvalidSpecException if the axes that enter the kernel key make more than [#MAX_STRATA] strata
    public static Plan of(SweepSpec spec) {
        try {
            return new Plan(spec, Tiler.tile(spec, MAX_STRATA));
        } catch (TooManyStrataException e) {
            KernelAxes kernelAxes = KernelAxes.of(spec);
            List<Integer> axes = new ArrayList<>(kernelAxes.single());
            axes.addAll(kernelAxes.density().keySet());
            String names =
                    axes.stream().map(axis -> spec.axes().get(axis).name()).collect(Collectors.joining(", "));
            throw new InvalidSpecException(List.of(new Problem(
                    0,
                    "axes",
                    names,
                    "together these axes select more than 100,000 kernels; fewer points, or several sweeps")));
        }
    }

    /// Axes whose every value has kernels of its own, such as `steps`: strata are at least the product
    /// of their counts.
    public static List<Axis> axesWithKernels(SweepSpec spec) {
        return KernelAxes.of(spec).single().stream().map(spec.axes()::get).toList();
    }

    public SweepSpec spec() {
        return spec;
    }

    public List<Axis> axes() {
        return spec.axes();
    }

    /// The strata; together they hold each grid point once.
    public List<Stratum> strata() {
        return strata;
    }

    /// Number of grid points.
    public long cells() {
        return spec.cells();
    }

    /// Number of trainings, cells times replicates.
    public long trainings() {
        return spec.trainings();
    }

    /// The cell at a position of a stratum.
    ///
    /// @throws IndexOutOfBoundsException unless the stratum is one of this plan and `0 <= position < cells`
    public PlannedCell cell(int stratum, long position) {
        Stratum at = strata.get(stratum);
        Objects.checkIndex(position, at.cells());
        int[] indices = order(at).indices(position);
        for (int axis = 0; axis < indices.length; axis++) {
            indices[axis] += at.box().get(axis).from();
        }
        return cell(new Located(stratum, position), indices);
    }

    /// The cell at a position of a stratum of this plan.
    ///
    /// @throws IndexOutOfBoundsException unless `0 <= position < cells`
    public PlannedCell cell(Stratum stratum, long position) {
        return cell(stratum.ordinal(), position);
    }

    /// The cell at a grid point.
    ///
    /// @param axisIndices index on each axis, in the order of the axes
    /// @throws IndexOutOfBoundsException if an index is outside its axis
    public PlannedCell cellAt(int... axisIndices) {
        for (int axis = 0; axis < axisIndices.length; axis++) {
            Objects.checkIndex(axisIndices[axis], axes().get(axis).count());
        }
        return cell(located(axisIndices), axisIndices);
    }

    /// Where this plan has a cell of another plan, or of another version.
    ///
    /// Costs as much as making the cell, whatever the size of the plan. The cell's trainings are shared if the
    /// streams of the two sweeps are the same as well.
    public Optional<Located> locate(PlannedCell cell) {
        return locate(cell.tree(), cell.params());
    }

    private Optional<Located> locate(Template.Fields cell, String params) {
        return finder.indices(cell)
                .filter(indices -> CanonicalJson.of(tree(indices)).equals(params))
                .map(this::located);
    }

    private Located located(int... axisIndices) {
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

    private PlannedCell cell(Located where, int... axisIndices) {
        Template.Fields tree = tree(axisIndices);
        String params = CanonicalJson.of(tree);
        List<Scalar> values = new ArrayList<>(axisIndices.length);
        for (int axis = 0; axis < axisIndices.length; axis++) {
            values.add(axes().get(axis).values().at(axisIndices[axis]));
        }
        return new PlannedCell(where, axisIndices, values, CellFactory.cell(tree), tree, params, CellId.of(params));
    }

    /// The cell at a grid point in the spec's own keys, defaults left out.
    private Template.Fields tree(int... axisIndices) {
        Map<String, Scalar> values = new HashMap<>();
        for (int axis = 0; axis < axisIndices.length; axis++) {
            values.put(axes().get(axis).name(), axes().get(axis).values().at(axisIndices[axis]));
        }
        return Defaults.leftOut(spec.template().substitute(reference -> {
            Scalar value = values.get(reference.axis());
            if (value == null) {
                throw new IllegalStateException("no axis " + reference.axis());
            }
            return reference.of(value);
        }));
    }

    @Override
    public String toString() {
        return "%s: %d cells, %d trainings, %d strata".formatted(spec.name(), cells(), trainings(), tiling.boxes());
    }
}
