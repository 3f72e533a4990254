package tegum.coordinator.export;

import java.util.Set;
import tegum.coordinator.dataset.Column;
import tegum.coordinator.dataset.Relation;

/// What the columns of a sweep's view are measured in: as the statistic of the trainings that they aggregate.
final class CellColumns {
    private static final Set<String> COUNTS = Set.of("replicates", "diverged", "unsettled");
    private static final String SHARES = "(ignored|dedicated|superposed|composition_fraction)(_low|_high)?";

    private CellColumns() {}

    static String unit(String column) {
        if (COUNTS.contains(column)) {
            return "trainings";
        }
        if (column.matches(SHARES)) {
            return "share of replicates";
        }
        String statistic = column.replaceFirst("_(best|mean|drop_worst|median)$", "");
        if (statistic.equals("represented")) {
            return "features";
        }
        return Relation.TRAININGS.seen().stream()
                .filter(each -> each.name().equals(statistic))
                .map(Column::unit)
                .findFirst()
                .orElse("");
    }
}
