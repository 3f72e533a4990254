package tegum.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.diagram.CellRow;
import tegum.coordinator.diagram.SweepDiagrams;
import tegum.coordinator.plot.ColourDepth;
import tegum.coordinator.plot.Pictures;
import tegum.coordinator.plot.TextDiagram;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.plan.Plan;
import tegum.statistics.Rule;

/// The diagrams of a sweep as a person sees them: on the terminal and in files.
///
/// @param named the diagrams that are drawn
/// @param slices how many the sweep has
record Diagrams(List<SweepDiagrams.Named> named, long slices) {
    /// More pictures than that in one go help nobody; the message says how to see the others.
    private static final int MOST_SLICES = 24;

    static Diagrams of(QueryEngine engine, SweepArgument.Found found, Rule rule) {
        if (!SweepDiagrams.drawable(found.spec())) {
            return new Diagrams(List.of(), 0);
        }
        try (QueryResult result = engine.query(SweepDiagrams.query(found.sweep()))) {
            List<CellRow> rows = new ArrayList<>();
            var answer = Answer.rows(result);
            Iterator<? extends List<? extends @Nullable Object>> left = answer.rows();
            while (left.hasNext()) {
                List<? extends @Nullable Object> row = left.next();
                Map<String, @Nullable Object> values = new HashMap<>();
                for (int column = 0; column < row.size(); column++) {
                    values.put(answer.columns().get(column), row.get(column));
                }
                rows.add(new CellRow(values));
            }
            return new Diagrams(
                    SweepDiagrams.of(Plan.of(found.spec()), found.sweep(), rule, rows, MOST_SLICES),
                    SweepDiagrams.slices(found.spec()));
        }
    }

    /// The first diagram as coloured text, and what is not shown.
    String text() {
        if (named.isEmpty()) {
            return "No axis has numbers to draw along; query the sweep's view instead.\n";
        }
        ColourDepth depth = ColourDepth.of(System.getenv(), Terminal.isTerminal());
        String text = TextDiagram.render(named.getFirst().diagram(), depth, TextDiagram.DEFAULT_COLUMNS);
        return slices == 1
                ? text
                : text
                        + "This is slice 1 of %,d; pictures are drawn of the first %,d.%n"
                                .formatted(slices, named.size());
    }

    /// Writes the pictures.
    ///
    /// @throws IOException with a sentence for the user
    List<Path> write(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (SweepDiagrams.Named each : named) {
            files.addAll(Pictures.write(each.diagram(), folder, each.stem()));
        }
        return files;
    }
}
