package tegum.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final CellPlaces places;
    private final AxisFinder finder;

    private Plan(SweepSpec spec) {
        this.spec = spec;
        this.finder = new AxisFinder(spec);
        if (spec.isSample()) {
            KernelAxes kernelAxes = KernelAxes.of(spec);
            boolean alike =
                    kernelAxes.single().isEmpty() && kernelAxes.density().isEmpty();
            this.places = new SamplePlaces(spec, MAX_STRATA, alike, point -> key(diagonal(point)));
        } else {
            this.places = new GridPlaces(spec, MAX_STRATA, this::key);
        }
    }

    private KernelKey key(int... axisIndices) {
        return KernelKey.of(CellFactory.cell(tree(axisIndices)));
    }

    private int[] diagonal(int point) {
        int[] indices = new int[spec.axes().size()];
        Arrays.fill(indices, point);
        return indices;
    }

    /// The plan of a spec.
    ///
    /// @throws InvalidSpecException if the axes that enter the kernel key make more than [#MAX_STRATA] strata
    public static Plan of(SweepSpec spec) {
        try {
            return new Plan(spec);
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

    /// The strata; together they hold each cell once.
    public List<Stratum> strata() {
        return places.strata();
    }

    /// Number of cells.
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
        Stratum at = strata().get(stratum);
        Objects.checkIndex(position, at.cells());
        int[] indices = places.indices(at, position);
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
    /// @throws IndexOutOfBoundsException if an index is outside its axis, or a sample has no such point
    public PlannedCell cellAt(int... axisIndices) {
        for (int axis = 0; axis < axisIndices.length; axis++) {
            Objects.checkIndex(axisIndices[axis], axes().get(axis).count());
        }
        if (!places.has(axisIndices)) {
            throw new IndexOutOfBoundsException("the sample has no point " + Arrays.toString(axisIndices));
        }
        return cell(places.located(axisIndices), axisIndices);
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
                .filter(places::has)
                .filter(indices -> CanonicalJson.of(tree(indices)).equals(params))
                .map(places::located);
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
        return "%s: %d cells, %d trainings, %d strata".formatted(spec.name(), cells(), trainings(), strata().size());
    }
}
