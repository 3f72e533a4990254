package tegum.coordinator.diagram;

import tegum.model.Cell;
import tegum.spec.SweepSpec;
import tegum.statistics.Replicates;
import tegum.statistics.Rule;

/// What captions say of a sweep.
final class SweepWords {
    private SweepWords() {}

    /// The rule in words, with the numbers of a sweep.
    static String rule(Rule rule, int replicates) {
        if (replicates == 1) {
            return "one training a cell";
        }
        return switch (rule) {
            case BEST -> "best of %d by loss".formatted(replicates);
            case MEAN -> "mean of %d".formatted(replicates);
            case DROP_WORST -> "mean of %d, worst %d dropped".formatted(replicates, Replicates.dropped(replicates));
            // Norm and interference of a median would be of different models, so the best one's are drawn.
            case MEDIAN -> "best of %d by loss (a median has no model of its own)".formatted(replicates);
        };
    }

    /// The rule that a picture of numbers can follow.
    static Rule drawn(Rule rule) {
        return rule == Rule.MEDIAN ? Rule.BEST : rule;
    }

    /// The end of a column that a view has for each rule: `_drop_worst`.
    static String suffix(Rule rule) {
        return "_" + rule.text().replace('-', '_');
    }

    static String training(Cell cell) {
        return "%,d steps of %,d samples"
                .formatted(cell.recipe().steps(), cell.recipe().batch());
    }

    static String focus(SweepSpec spec, Cell cell) {
        int features = cell.model().shape().features();
        return "focus: feature %d of %d".formatted(spec.measure().focus().index(features) + 1, features);
    }
}
