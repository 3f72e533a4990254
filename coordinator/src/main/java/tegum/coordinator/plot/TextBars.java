package tegum.coordinator.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The cells of a diagram of one axis as lines of text: a bar of the phases' fractions, the loss and the commonest
/// composition for each value.
final class TextBars {
    private static final int VALUE = 9;
    private static final int LOSS = 11;
    private static final int COMPOSITION = 22;

    private final PhaseDiagram diagram;
    private final ColourDepth depth;
    private final int columns;
    private final int bar;
    private final boolean withCompositions;

    TextBars(PhaseDiagram diagram, ColourDepth depth, int columns) {
        this.diagram = diagram;
        this.depth = depth;
        this.columns = columns;
        withCompositions = columns >= 70
                && diagram.measured().anyMatch(cell -> !cell.compositions().isEmpty());
        bar = columns - VALUE - 2 - LOSS - (withCompositions ? COMPOSITION : 0);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String rule = diagram.lossRules().isEmpty() ? "" : diagram.lossRules().getFirst();
        lines.addAll(TextDiagram.wrap(diagram.x().title(), columns));
        lines.add(("%9s  %-" + bar + "s%11s%s")
                .formatted(
                        diagram.x().name(),
                        "fraction of replicates",
                        rule.isEmpty() ? "" : "loss",
                        withCompositions ? "  composition" : ""));
        for (int index = 0; index < diagram.x().count(); index++) {
            String value = Labels.value(diagram.x().value(index), 4);
            lines.add("%9s  %s"
                    .formatted(value, row(diagram.cell(index, 0), rule))
                    .stripTrailing());
        }
        lines.add("");
        addLegend(lines, rule);
        return lines;
    }

    private String row(DiagramCell cell, String rule) {
        return switch (cell) {
            case DiagramCell.Missing _ -> "not trained yet";
            case DiagramCell.Measured known -> {
                Estimate loss = known.losses().getOrDefault(rule, Estimate.NONE);
                String number = loss.isPresent() ? Labels.value(loss.value(), 4) : rule.isEmpty() ? "" : "none";
                yield barOf(known.shares())
                        + "%11s".formatted(number)
                        + (withCompositions ? "  " + commonest(known) : "");
            }
        };
    }

    /// The three fractions side by side; what is left over diverged.
    private String barOf(PhaseShares shares) {
        StringBuilder text = new StringBuilder();
        double sum = 0.0;
        int drawn = 0;
        for (PhaseLook phase : PhaseLook.values()) {
            Estimate share = shares.of(phase);
            sum += share.isPresent() ? share.value() : 0.0;
            int end = (int) Math.round(Math.min(1.0, sum) * (bar - 1));
            int length = Math.max(0, end - drawn);
            text.append(
                    depth == ColourDepth.NONE
                            ? String.valueOf(phase.letter()).repeat(length)
                            : depth.ground(phase.fill()) + " ".repeat(length) + depth.reset());
            drawn += length;
        }
        return text + " ".repeat(bar - drawn);
    }

    private static String commonest(DiagramCell.Measured cell) {
        return cell.compositions().entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .max(Comparator.comparingDouble(entry -> entry.getValue().value()))
                .map(TextBars::composition)
                .orElse("none");
    }

    private static String composition(Map.Entry<String, Estimate> entry) {
        String share = " " + Labels.value(entry.getValue().value(), 2);
        int room = COMPOSITION - 2 - share.length();
        String name = entry.getKey();
        return (name.length() <= room ? name : name.substring(0, room - 2) + "..") + share;
    }

    private void addLegend(List<String> lines, String rule) {
        lines.add(TextDiagram.phases(depth));
        if (!rule.isEmpty()) {
            lines.addAll(TextDiagram.wrap("loss: " + rule + ", summed over features", columns));
        }
        if (diagram.missingCount() > 0) {
            lines.addAll(TextDiagram.wrap(
                    "not trained yet: %s of %s cells"
                            .formatted(
                                    Labels.count(diagram.missingCount()),
                                    Labels.count(diagram.cells().size())),
                    columns));
        }
    }
}
