package tegum.coordinator.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tegum.coordinator.plot.DiagramAxis;
import tegum.coordinator.plot.DimensionChart;
import tegum.coordinator.plot.Estimate;
import tegum.coordinator.plot.ModelCell;
import tegum.coordinator.plot.ModelGrid;
import tegum.model.PerFeature;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.spec.text.SpecReader;
import tegum.statistics.Rule;

class SweepModelsTest {
    private static final SweepVersion SWEEP = new SweepVersion("s", 1);
    private static final Plan PLAN = Plan.of(SpecReader.read("""
            name: s
            model: {features: 2, hidden: 1, output: $o}
            data: {density: $p}
            importance: {geometric: 0.5}
            axes:
              o: [linear, relu]
              p: {from: 1, to: 0.01, count: 41, scale: log}
            replicates: 4
            measure: {rule: mean}
            """));

    @Test
    void atMostTenColumnsAndARowForEachOutput() {
        ModelGrid grid = SweepModels.of(PLAN, SWEEP).grid(List.of());

        assertThat(grid.columns()).hasSize(10).startsWith("p = 1").endsWith("p = 0.01");
        assertThat(grid.rows()).containsExactly("o = linear", "o = relu");
        assertThat(grid.cells()).hasSize(20).allMatch(ModelCell.Missing.class::isInstance);
        assertThat(grid.caption().rule()).isEqualTo("best of 4 by loss");
        assertThat(grid.caption().details()).contains("10 of 41 values of p");
        assertThat(grid.focus()).isEqualTo(1);
    }

    @Test
    void aRowIsReadWithItsWeightsIfTheyAreKept() {
        Map<String, @Nullable Object> kept = row(0, 0);
        kept.put("_w", List.of(1f, -.5f));
        kept.put("_b", List.of(0f, .25f));
        Map<String, @Nullable Object> diverged = row(1, 40);
        diverged.put("loss", null);

        ModelGrid grid = SweepModels.of(PLAN, SWEEP).grid(rows(kept, row(1, 0), diverged));

        assertThat(grid.cells().getFirst()).isInstanceOfSatisfying(ModelCell.Trained.class, model -> {
            assertThat(model.loss()).isEqualTo(.125);
            assertThat(model.importance()).isEqualTo(PerFeature.of(1, .5));
            assertThat(model.parameters())
                    .isInstanceOfSatisfying(
                            ModelCell.Parameters.Kept.class,
                            parameters ->
                                    assertThat(parameters.weights().dot(0, 1)).isEqualTo(-.5));
        });
        assertThat(grid.cells().get(10))
                .isInstanceOfSatisfying(
                        ModelCell.Trained.class,
                        model -> assertThat(model.parameters()).isInstanceOf(ModelCell.Parameters.NotKept.class));
        assertThat(grid.cells().getLast()).isInstanceOf(ModelCell.Diverged.class);
        assertThat(grid.hasWeights()).isTrue();
    }

    @Test
    void dimensionsRunAlongOneOverTheDensity() {
        Map<String, @Nullable Object> row = row(1, 0);
        row.put("dims", .5);
        row.put("dims_of_best", .45);
        row.put("_least", .4);
        row.put("_greatest", .75);
        row.put("dimensionality", List.of(.5, .25));
        row.put("_classes", List.of("digon"));
        row.put("_members", List.of(List.of(0)));
        SweepDimensions dimensions = SweepDimensions.of(PLAN, SWEEP, Rule.MEAN);

        DimensionChart curves = dimensions.curves(rows(row)).chart();
        List<SweepDimensions.Named> scatters = dimensions.features(rows(row));

        DiagramAxis x = curves.x();
        assertThat(x.count()).isEqualTo(41);
        assertThat(x.values()[0]).isEqualTo(1);
        assertThat(x.values()[40]).isCloseTo(100, within(1e-9));
        assertThat(curves.caption().rule()).isEqualTo("mean of 4");
        assertThat(curves.series()).extracting(DimensionChart.Series::label).containsExactly("o = linear", "o = relu");
        assertThat(curves.series().getLast().dims().getFirst()).isEqualTo(new Estimate(.5, .4, .75));
        assertThat(curves.series().getFirst().dims()).allMatch(estimate -> !estimate.isPresent());
        assertThat(scatters).extracting(SweepDimensions.Named::stem).containsExactly("s@1-o=linear", "s@1-o=relu");
        assertThat(scatters.getLast().chart().features())
                .containsExactly(new DimensionChart.Feature(0, .5, "digon"), new DimensionChart.Feature(0, .25, ""));
        assertThat(scatters.getLast().chart().series().getFirst().dims().getFirst())
                .isEqualTo(Estimate.exact(.45));
        assertThat(scatters.getLast().chart().caption().rule()).isEqualTo("best of 4 by loss");
    }

    @SafeVarargs
    private static List<CellRow> rows(Map<String, @Nullable Object>... rows) {
        List<CellRow> cells = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            cells.add(new CellRow(row));
        }
        return cells;
    }

    private static Map<String, @Nullable Object> row(int output, int density) {
        Map<String, @Nullable Object> row = new HashMap<String, @Nullable Object>();
        row.put("cell", PLAN.cellAt(output, density).id().toString());
        row.put("loss", .125);
        row.put("norm", List.of(1.0, .5));
        row.put("interference", List.of(.25, 1.0));
        return row;
    }
}
