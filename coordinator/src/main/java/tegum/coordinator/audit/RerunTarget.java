package tegum.coordinator.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;

/// Trainings of one cell that are to be trained again.
///
/// @param position of the cell in the stratum
/// @param replicates each with a result
public record RerunTarget(SweepVersion sweep, int stratum, long position, List<Integer> replicates) {
    public RerunTarget {
        replicates = List.copyOf(replicates);
    }

    /// The trainings of a cell in the version that was submitted last, among those that have it.
    ///
    /// @param cell id of the cell
    /// @param sweep name of a sweep, or `name@version`; any if empty
    /// @param replicate only this one
    /// @throws StoreException if the store has no such result
    public static RerunTarget find(QueryEngine engine, String cell, Optional<String> sweep, OptionalInt replicate) {
        try (QueryResult result = engine.query("""
                SELECT c.sweep, c.version, c.stratum, c.position FROM sweep_cells c JOIN sweeps s USING (sweep, version)
                WHERE c.cell = '%s' ORDER BY s.submitted_at DESC, c.sweep, c.version DESC""".formatted(cell))) {
            for (List<? extends @Nullable Object> row : result.all()) {
                SweepVersion version =
                        new SweepVersion(String.valueOf(row.get(0)), Math.toIntExact(number(row.get(1))));
                if (sweep.isEmpty()
                        || sweep.get().equals(version.name())
                        || sweep.get().equals(version.toString())) {
                    return new RerunTarget(
                            version,
                            Math.toIntExact(number(row.get(2))),
                            number(row.get(3)),
                            replicates(engine, version, cell, replicate));
                }
            }
        }
        throw new StoreException("%s has no result of cell %s".formatted(sweep.orElse("the store"), cell));
    }

    private static List<Integer> replicates(
            QueryEngine engine, SweepVersion sweep, String cell, OptionalInt replicate) {
        try (QueryResult result = engine.query(
                "SELECT replicate FROM \"%s trainings\" WHERE cell = '%s' ORDER BY replicate".formatted(sweep, cell))) {
            List<Integer> found = result.all().stream()
                    .map(row -> Math.toIntExact(number(row.getFirst())))
                    .filter(one -> replicate.isEmpty() || replicate.getAsInt() == one)
                    .toList();
            if (found.isEmpty()) {
                throw new StoreException("%s has no result of cell %s%s"
                        .formatted(sweep, cell, replicate.isEmpty() ? "" : ", replicate " + replicate.getAsInt()));
            }
            return found;
        }
    }

    private static long number(@Nullable Object value) {
        return Long.parseLong(String.valueOf(value));
    }
}
