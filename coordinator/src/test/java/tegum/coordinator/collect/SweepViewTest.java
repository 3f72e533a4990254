package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.measure.Phase;
import tegum.measure.Thresholds;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.plan.Stratum;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Measured;
import tegum.spec.ReservedNames;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;
import tegum.statistics.Fraction;
import tegum.statistics.Interval;
import tegum.statistics.Replicates;
import tegum.statistics.Rule;

class SweepViewTest {
    private static final Thresholds THRESHOLDS = new Thresholds(0.4, 0.7, 0.1);
    private static final String YAML =
            Trainings.yaml("phase", "{from: 0.1, to: 10, count: 9, scale: log}", "[0.5, 0.3, 0.1, 0.05]", 12)
                    + "measure: {focus: 0, represented: 0.4, superposed: 0.7}\n";

    @TempDir
    Path folder;

    /// Goal: the SQL of the view and the statistics of the program are the same rules.
    /// Method: each column of each cell against `tegum.statistics`, over random results of which a tenth diverged.
    @Test
    void theViewFollowsTheRules() {
        SweepSpec spec = SpecReader.read(YAML);
        Plan plan = Plan.of(spec);
        try (StoredResults results = StoredResults.open(folder, Clock.systemUTC())) {
            StoredResultsTest.trainAll(results, results.submit(spec, YAML, "ada"));
        }
        Map<String, Map<String, Object>> rows = rows();

        assertThat(rows).hasSize((int) plan.cells());
        for (Stratum stratum : plan.strata()) {
            for (long position = 0; position < stratum.cells(); position++) {
                PlannedCell cell = plan.cell(stratum, position);
                Map<String, Object> row = rows.getOrDefault(cell.id().toString(), Map.of());
                List<TrainingResult> trained = new ArrayList<>();
                for (int replicate = 0; replicate < 12; replicate++) {
                    trained.add(
                            Trainings.result(cell, 0, replicate, stratum.key().shape()));
                }
                assertThat(row.get("r"))
                        .hasToString(Double.toString(
                                Double.parseDouble(cell.axisValues().getFirst().text())));
                assertRow(row, trained);
            }
        }
    }

    private static void assertRow(Map<String, Object> row, List<TrainingResult> trained) {
        Replicates replicates = Replicates.of(trained.stream()
                .mapToDouble(result ->
                        result instanceof Measured measured ? measured.losses().loss() : Double.NaN)
                .toArray());
        assertThat(row.get("replicates")).isEqualTo(12L);
        assertThat(row.get("diverged")).isEqualTo((long) replicates.diverged());
        Map<String, ToDoubleFunction<Measured>> statistics = new TreeMap<>();
        statistics.put("loss", measured -> measured.losses().loss());
        statistics.put("norm", measured -> measured.measurement().norm().at(0));
        statistics.put(
                "interference",
                measured -> measured.measurement().interference().at(0));
        statistics.put(
                "dims_per_feature",
                measured -> measured.measurement().dimsPerFeature().orElseThrow());
        statistics.put("represented", measured -> measured.measurement().represented(THRESHOLDS));
        for (Rule rule : List.of(Rule.BEST, Rule.MEAN, Rule.DROP_WORST)) {
            statistics.forEach((name, statistic) -> assertNumber(
                    row,
                    name + "_" + rule.text().replace('-', '_'),
                    replicates.mean(rule, k -> statistic.applyAsDouble((Measured) trained.get(k)))));
        }
        assertNumber(row, "loss_median", replicates.loss(Rule.MEDIAN));
        for (Phase phase : Phase.values()) {
            int count = (int) trained.stream()
                    .filter(result -> result instanceof Measured measured
                            && measured.measurement().phase(0, THRESHOLDS) == phase)
                    .count();
            assertFraction(row, phase.text(), new Fraction(count, 12));
        }
        List<String> compositions = trained.stream()
                .filter(Measured.class::isInstance)
                .map(result -> ((Measured) result).measurement().composition())
                .toList();
        Map.Entry<String, Fraction> commonest = Fraction.ofEach(compositions, 12).entrySet().stream()
                .reduce((a, b) -> b.getValue().count() > a.getValue().count() ? b : a)
                .orElseThrow();
        assertThat(row.get("composition")).isEqualTo(commonest.getKey());
        assertFraction(row, "composition_fraction", commonest.getValue());
    }

    private static void assertNumber(Map<String, Object> row, String column, OptionalDouble expected) {
        if (expected.isEmpty()) {
            assertThat(row.get(column)).as(column).isNull();
        } else {
            assertThat((Double) row.get(column)).as(column).isCloseTo(expected.getAsDouble(), within(1e-12));
        }
    }

    private static void assertFraction(Map<String, Object> row, String column, Fraction expected) {
        Interval interval = expected.wilson();
        assertNumber(row, column, OptionalDouble.of(expected.share()));
        assertNumber(row, column + "_low", OptionalDouble.of(interval.low()));
        assertNumber(row, column + "_high", OptionalDouble.of(interval.high()));
    }

    @Test
    void noAxisIsCalledAsAColumnOfTheView() {
        try (StoredResults results = StoredResults.open(folder, Clock.systemUTC())) {
            StoredResultsTest.trainAll(results, results.submit(SpecReader.read(YAML), YAML, "ada"));
        }
        List<String> columns = new ArrayList<>(rows().values().iterator().next().keySet());
        columns.removeAll(List.of("r", "p"));

        assertThat(ReservedNames.COLUMNS).containsAll(columns);
    }

    private Map<String, Map<String, Object>> rows() {
        Map<String, Map<String, Object>> rows = new HashMap<>();
        try (QueryEngine engine = QueryEngine.open(folder);
                QueryResult result = engine.query("FROM \"phase@1\"")) {
            for (List<@Nullable Object> values : result.all()) {
                Map<String, Object> row = new HashMap<>();
                for (int column = 0; column < values.size(); column++) {
                    row.put(result.columns().get(column).name(), values.get(column));
                }
                rows.put(String.valueOf(row.get("cell")), row);
            }
        }
        return rows;
    }
}
