package tegum.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Names that the results store has taken: a sweep's view must not hide a relation, nor an axis a column
/// of that view.
///
/// Source: DESIGN section 7.
public final class ReservedNames {

    /// Names of relations: no sweep is called so.
    public static final SortedSet<String> RELATIONS = sorted(List.of(
            "sweeps",
            "axes",
            "sweep_cells",
            "cells",
            "trainings",
            "features",
            "components",
            "weights",
            "trajectories",
            "failures",
            "checks",
            "workers",
            "audit"));

    /// Columns of a sweep's view beside its axes: no axis is called so.
    public static final SortedSet<String> COLUMNS = columns();

    private ReservedNames() {}

    private static SortedSet<String> columns() {
        List<String> names = new ArrayList<>(List.of(
                "sweep",
                "version",
                "cell",
                "position",
                "stratum",
                "stream",
                "replicate",
                "numerics",
                "replicates",
                "diverged",
                "unsettled",
                "converged",
                "composition",
                "composition_fraction",
                "composition_fraction_low",
                "composition_fraction_high",
                "params"));
        for (String phase : List.of("ignored", "dedicated", "superposed")) {
            names.addAll(List.of(phase, phase + "_low", phase + "_high"));
        }
        for (String statistic : List.of(
                "loss",
                "norm",
                "interference",
                "dims_per_feature",
                "represented",
                "dimensionality",
                "frobenius_sq",
                "dimensionality_sum")) {
            for (String rule : List.of("", "_best", "_mean", "_drop_worst", "_median")) {
                names.add(statistic + rule);
            }
        }
        return sorted(names);
    }

    private static SortedSet<String> sorted(List<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
