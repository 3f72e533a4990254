package tegum.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.diagram.CellRow;
import tegum.coordinator.diagram.PictureChoice;
import tegum.coordinator.diagram.SweepDiagrams;
import tegum.coordinator.diagram.SweepDimensions;
import tegum.coordinator.diagram.SweepModels;
import tegum.coordinator.plot.ColourDepth;
import tegum.coordinator.plot.ModelGrid;
import tegum.coordinator.plot.PictureName;
import tegum.coordinator.plot.Pictures;
import tegum.coordinator.plot.TextDiagram;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.plan.Plan;
import tegum.statistics.Rule;

/// The diagrams of a sweep as a person sees them: on the terminal and in files.
final class Diagrams {
    /// More pictures than that in one go help nobody; the message says how to see the others.
    private static final int MOST_SLICES = 24;

    private static final Set<PictureName> OF_MODELS =
            Set.of(PictureName.HEATMAP, PictureName.VECTORS, PictureName.NORMS);
    private static final Set<PictureName> OF_DIMENSIONS = Set.of(PictureName.PLATEAUS, PictureName.DIMENSIONALITY);

    private final QueryEngine engine;
    private final SweepArgument.Found found;
    private final Plan plan;
    private final Rule rule;

    private Diagrams(QueryEngine engine, SweepArgument.Found found, Rule rule) {
        this.engine = engine;
        this.found = found;
        this.rule = rule;
        this.plan = Plan.of(found.spec());
    }

    static Diagrams of(QueryEngine engine, SweepArgument.Found found, Rule rule) {
        return new Diagrams(engine, found, rule);
    }

    /// Every picture there is, and what becomes of it.
    List<PictureChoice.Offered> offered() {
        return PictureChoice.of(plan);
    }

    /// What is drawn unasked.
    Set<PictureName> automatic() {
        return PictureChoice.automatic(plan);
    }

    /// The first diagram as coloured text, and what is not shown.
    String text(List<SweepDiagrams.Named> named) {
        if (named.isEmpty()) {
            return found.spec().isSample()
                    ? "A sample is no grid to draw on; query the sweep's view instead.\n"
                    : "No axis has numbers to draw along; query the sweep's view instead.\n";
        }
        ColourDepth depth = ColourDepth.of(System.getenv(), Terminal.isTerminal());
        String text = TextDiagram.render(named.getFirst().diagram(), depth, TextDiagram.DEFAULT_COLUMNS);
        long slices = SweepDiagrams.slices(found.spec());
        return slices == 1
                ? text
                : text
                        + "This is slice 1 of %,d; pictures are drawn of the first %,d.%n"
                                .formatted(slices, named.size());
    }

    /// The diagrams of the first slices; none if no axis has numbers.
    List<SweepDiagrams.Named> slices() {
        return SweepDiagrams.drawable(found.spec())
                ? SweepDiagrams.of(plan, found.sweep(), rule, rows(SweepDiagrams.query(found.sweep())), MOST_SLICES)
                : List.of();
    }

    /// Writes pictures.
    ///
    /// @param slices from [#slices]
    /// @throws IOException with a sentence for the user
    List<Path> write(List<SweepDiagrams.Named> slices, Set<PictureName> wanted, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (SweepDiagrams.Named each : slices) {
            files.addAll(Pictures.write(each.diagram(), wanted, folder, each.stem()));
        }
        if (!Collections.disjoint(wanted, OF_MODELS)) {
            SweepModels models = SweepModels.of(plan, found.sweep());
            ModelGrid grid = models.grid(rows(models.query()));
            files.addAll(Pictures.write(grid, wanted, folder, found.sweep().toString()));
        }
        if (!Collections.disjoint(wanted, OF_DIMENSIONS)) {
            files.addAll(dimensions(wanted, folder));
        }
        return files;
    }

    private List<Path> dimensions(Set<PictureName> wanted, Path folder) throws IOException {
        SweepDimensions dimensions = SweepDimensions.of(plan, found.sweep(), rule);
        List<CellRow> rows = rows(dimensions.query());
        List<Path> files = new ArrayList<>();
        if (wanted.contains(PictureName.PLATEAUS)) {
            SweepDimensions.Named curves = dimensions.curves(rows);
            files.addAll(Pictures.write(curves.chart(), Set.of(PictureName.PLATEAUS), folder, curves.stem()));
        }
        if (wanted.contains(PictureName.DIMENSIONALITY)) {
            for (SweepDimensions.Named each : dimensions.features(rows)) {
                files.addAll(Pictures.write(each.chart(), Set.of(PictureName.DIMENSIONALITY), folder, each.stem()));
            }
        }
        return files;
    }

    private List<CellRow> rows(String query) {
        try (QueryResult result = engine.query(query)) {
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
            return rows;
        }
    }
}
