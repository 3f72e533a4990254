package tegum.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A sweep as its author asks for it, checked: every point of its grid is a cell that can be planned.
///
/// `tegum.spec.text.SpecReader` makes it from YAML and is where values are checked, each with its line.
///
/// @param name name of the sweep, `[a-z][a-z0-9-]{0,62}`, not a relation's name
/// @param title one line for pictures and reports; may be empty
/// @param template `data`, `importance`, `model` and `train`, with references where axes give the value
/// @param axes the axes in the order of the spec; together they form a grid or a sample
/// @param replicates trainings of each cell; at least 1
/// @param seed the stream: root of the random numbers
/// @param engine `auto` or the name of an engine
public record SweepSpec(
        String name,
        String title,
        Template.Fields template,
        List<Axis> axes,
        int replicates,
        long seed,
        MeasureSettings measure,
        Keep keep,
        String engine) {
    /// The most cells of one sweep.
    public static final long MAX_CELLS = 1_000_000_000L;

    /// The most trainings of one sweep.
    public static final long MAX_TRAININGS = 10_000_000_000L;

    /// Pattern of a name.
    public static final String NAME_PATTERN = "[a-z][a-z0-9-]{0,62}";

    /// What the name of a sweep may be.
    public static final String PERMITTED_NAMES =
            NAME_PATTERN + ", not the name of a relation: " + String.join(", ", ReservedNames.RELATIONS);

    /// @throws InvalidSpecException if a name is not permitted, an axis is named twice, or the sweep is too large
    public SweepSpec {
        axes = List.copyOf(axes);
        InvalidSpecException.check(isPermittedName(name), "name", name, PERMITTED_NAMES);
        InvalidSpecException.check(replicates >= 1, "replicates", replicates, "at least 1");
        Set<String> names = new HashSet<>();
        for (Axis axis : axes) {
            InvalidSpecException.check(names.add(axis.name()), "axes", axis.name(), "each name once");
        }
        InvalidSpecException.check(
                isSample(axes) || axes.stream().noneMatch(axis -> axis.values() instanceof AxisSample),
                "axes",
                axes,
                "one sample or one grid");
        // Saturating, so that an overflow is as large as it looks.
        long cells = isSample(axes)
                ? axes.getFirst().count()
                : axes.stream().mapToLong(Axis::count).reduce(1, (a, b) -> a > MAX_CELLS ? a : a * b);
        InvalidSpecException.check(cells <= MAX_CELLS, "axes", cells, "at most 1,000,000,000 cells");
        InvalidSpecException.check(
                cells * replicates <= MAX_TRAININGS, "replicates", replicates, "at most 10,000,000,000 trainings");
    }

    /// Whether a sweep may be called so.
    public static boolean isPermittedName(String name) {
        return name.matches(NAME_PATTERN) && !ReservedNames.RELATIONS.contains(name);
    }

    /// Whether the axes are drawn jointly, so that a cell has the same index on each, and do not form a grid.
    public boolean isSample() {
        return isSample(axes);
    }

    private static boolean isSample(List<Axis> axes) {
        return !axes.isEmpty()
                && axes.stream()
                        .allMatch(axis -> axis.values() instanceof AxisSample
                                && axis.count() == axes.getFirst().count());
    }

    /// Number of cells: grid points, or points of the sample.
    public long cells() {
        return isSample()
                ? axes.getFirst().count()
                : axes.stream().mapToLong(Axis::count).reduce(1, Math::multiplyExact);
    }

    /// Number of trainings, cells times replicates.
    public long trainings() {
        return cells() * replicates;
    }

    public Optional<Axis> axis(String axisName) {
        return axes.stream().filter(axis -> axis.name().equals(axisName)).findFirst();
    }

    /// Canonical JSON of all that a version of the sweep stands for; a resubmitted spec with the same text
    /// is the same version.
    ///
    /// The title is left out: it may be corrected without a new version. Defaults are left out of the template,
    /// so that writing one down changes nothing; the seed is text because JSON's numbers lose bits.
    public String canonicalText() {
        String axisTexts = axes.stream()
                .map(axis -> "{\"name\":%s,\"values\":%s}"
                        .formatted(
                                CanonicalJson.text(axis.name()), axis.values().canonicalText()))
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"axes\":%s,\"engine\":%s,\"keep\":{\"trajectories\":\"%s\",\"weights\":\"%s\"},\"measure\":%s,\"name\":%s,\"replicates\":%d,\"seed\":\"%d\",\"template\":%s}"
                .formatted(
                        axisTexts,
                        CanonicalJson.text(engine),
                        keep.trajectories().text(),
                        keep.weights().text(),
                        measure.canonicalText(),
                        CanonicalJson.text(name),
                        replicates,
                        seed,
                        CanonicalJson.of(Defaults.leftOut(template)));
    }
}
