package tegum.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tegum.spec.SweepSpec;

/// The cells of a Sobol sample: point i has index i on every axis. A stratum holds the points of one kernel key in the
/// order of the sequence; four bytes a point and a stratum number are all that is kept of them.
final class SamplePlaces implements CellPlaces {
    private final int axes;
    private final List<Stratum> strata;
    private final int[] stratumOf;
    private final List<int[]> members = new ArrayList<>();

    /// @param alike whether all points have one kernel key
    /// @param key the kernel key of a point
    /// @throws TooManyStrataException if there are more strata
    SamplePlaces(SweepSpec spec, long maxStrata, boolean alike, IntFunction<KernelKey> key) {
        this.axes = spec.axes().size();
        int points = Math.toIntExact(spec.cells());
        KernelKey[] keys = keys(points, alike, key);
        Map<KernelKey, Integer> ordinals = new LinkedHashMap<>();
        this.stratumOf = new int[points];
        List<Integer> sizes = new ArrayList<>();
        for (int point = 0; point < points; point++) {
            int stratum = ordinals.computeIfAbsent(keys[point], _ -> ordinals.size());
            if (stratum == sizes.size()) {
                sizes.add(0);
            }
            if (ordinals.size() > maxStrata) {
                throw new TooManyStrataException();
            }
            sizes.set(stratum, sizes.get(stratum) + 1);
            stratumOf[point] = stratum;
        }
        List<Stratum.Span> whole = spec.axes().stream()
                .map(axis -> new Stratum.Span(0, axis.count()))
                .toList();
        List<Stratum> found = new ArrayList<>();
        ordinals.forEach((made, stratum) -> {
            members.add(new int[sizes.get(stratum)]);
            found.add(new Stratum(stratum, made, whole, sizes.get(stratum), spec.replicates()));
        });
        this.strata = List.copyOf(found);
        int[] filled = new int[strata.size()];
        for (int point = 0; point < points; point++) {
            int stratum = stratumOf[point];
            members.get(stratum)[filled[stratum]++] = point;
        }
    }

    /// The key of each point, equal keys being one object.
    private static KernelKey[] keys(int points, boolean alike, IntFunction<KernelKey> key) {
        KernelKey[] keys = new KernelKey[points];
        if (alike) {
            Arrays.fill(keys, key.apply(0));
            return keys;
        }
        Map<KernelKey, KernelKey> known = new ConcurrentHashMap<>();
        IntStream.range(0, points).parallel().forEach(point -> {
            KernelKey made = key.apply(point);
            keys[point] = known.computeIfAbsent(made, first -> first);
        });
        return keys;
    }

    @Override
    public List<Stratum> strata() {
        return strata;
    }

    @Override
    public int[] indices(Stratum stratum, long position) {
        int[] indices = new int[axes];
        Arrays.fill(indices, members.get(stratum.ordinal())[Math.toIntExact(position)]);
        return indices;
    }

    @Override
    public boolean has(int... axisIndices) {
        return Arrays.stream(axisIndices).allMatch(index -> index == axisIndices[0]);
    }

    @Override
    public Located located(int... axisIndices) {
        int stratum = stratumOf[axisIndices[0]];
        return new Located(stratum, Arrays.binarySearch(members.get(stratum), axisIndices[0]));
    }
}
