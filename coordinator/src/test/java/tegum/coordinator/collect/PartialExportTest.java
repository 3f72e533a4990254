package tegum.coordinator.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tegum.coordinator.export.NpzExport;
import tegum.coordinator.export.OutputException;
import tegum.coordinator.export.SweepTable;
import tegum.coordinator.export.WeightsExport;
import tegum.coordinator.npz.NpzContent;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.plan.Plan;
import tegum.protocol.SweepVersion;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;

/// Goal: every number of an array lies where its coordinates say, and where there is no result yet it says so.
/// Method: a sweep of which four cells and part of their replicates are done, each element against a query.
class PartialExportTest {
    private static final SweepVersion SWEEP = new SweepVersion("phase", 1);

    @TempDir
    Path folder;

    @Test
    void cellsOfAGridLieOnTheirAxes() throws IOException {
        String yaml = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);
        train(yaml, 4);

        NpzContent.Arrays arrays = export(SweepTable.CELLS, yaml);

        assertThat(arrays.get("r")).isEqualTo(new NpzContent("<f8", List.of(3L), List.of(0.5, 1.0, 2.0)));
        assertThat(arrays.get("p")).isEqualTo(new NpzContent("<f8", List.of(2L), List.of(0.5, 0.3)));
        assertThat(arrays.get("loss_mean").shape()).containsExactly(3L, 2L);
        assertThat(arrays.get("loss_mean").values().stream().filter(value -> ((Double) value).isNaN()))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(arrays.get("replicates").values())
                .containsOnly(0L, 1L)
                .filteredOn(count -> count.equals(1L))
                .hasSize(4);
        assertThat(arrays.get("cell").values()).filteredOn(""::equals).hasSize(2);
        assertEach(arrays, "norm_mean", "SELECT r, p, norm_mean FROM phase", 2);
    }

    @Test
    void trainingsOfAGridHaveReplicatesAsLastDimension() throws IOException {
        String yaml = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);
        train(yaml, 20);

        NpzContent.Arrays arrays = export(SweepTable.TRAININGS, yaml);

        assertThat(arrays.get("replicate").values())
                .hasSize(10)
                .startsWith(0L, 1L)
                .endsWith(9L);
        assertThat(arrays.get("loss").shape()).containsExactly(3L, 2L, 10L);
        assertThat(arrays.get("norm").shape()).containsExactly(3L, 2L, 10L, 2L);
        assertThat(arrays.get("outcome").values()).filteredOn(""::equals).hasSize(40);
        assertThat(arrays.get("rank").values()).containsOnly(-1L, 1L);
        assertEach(
                arrays, "loss", "SELECT r, p, replicate, loss FROM \"phase@1 trainings\" JOIN phase USING (cell)", 3);
    }

    @Test
    void otherTablesHaveAnElementARow() throws IOException {
        String yaml = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);
        train(yaml, 20);

        NpzContent.Arrays arrays = export(SweepTable.FEATURES, yaml);

        long rows = arrays.get("feature").shape().getFirst();
        assertThat(rows).isGreaterThan(20);
        assertThat(arrays.get("r").shape()).containsExactly(rows);
        assertThat(arrays.get("feature").values()).startsWith(0L, 1L, 0L, 1L);
        assertThat(arrays.get("numerics").type()).isEqualTo("<U8");
    }

    /// An axis that is called as a column of the trainings does not hide it.
    @Test
    void anAxisMayBeCalledAsAColumn() throws IOException {
        String yaml = Trainings.yaml("phase", "[0.5, 1]", "[0.5, 0.3]", 2)
                .replace("$r", "$slope")
                .replace("  r:", "  slope:");
        train(yaml, 8);

        assertThat(export(SweepTable.CELLS, yaml).byName()).containsKeys("slope", "p");
        NpzContent.Arrays arrays = export(SweepTable.TRAININGS, yaml);
        assertThat(arrays.get("axis_slope").values()).containsExactly(0.5, 1.0);
        assertThat(arrays.get("slope").shape()).containsExactly(2L, 2L, 2L);
    }

    @Test
    void weightsAreThoseOfTheirTrainings() throws IOException {
        String yaml = Trainings.yaml("phase", "[0.5, 1, 2]", "[0.5, 0.3]", 10);
        train(yaml, 60);
        Path file = folder.resolve("w.npz");
        WeightsExport.Written written;
        try (QueryEngine engine = QueryEngine.open(folder)) {
            written = new WeightsExport(engine, SWEEP, SpecReader.read(yaml))
                    .write(new WeightsExport.Wanted("", true), "{}", file);
        }

        NpzContent.Arrays arrays = NpzContent.of(file);

        assertThat(written).isEqualTo(new WeightsExport.Written(6, 0));
        assertThat(arrays.get("W").shape()).containsExactly(6L, 1L, 2L);
        assertThat(arrays.get("b").shape()).containsExactly(6L, 2L);
        try (QueryEngine engine = QueryEngine.open(folder);
                QueryResult best = engine.query("""
                        SELECT r, p, arg_min(replicate, loss), min(loss) FROM "phase@1 trainings" JOIN phase USING (cell)
                        GROUP BY r, p ORDER BY r, p DESC""")) {
            List<List<Object>> rows =
                    best.all().stream().map(List::<Object>copyOf).toList();
            for (int row = 0; row < 6; row++) {
                assertThat(rows.get(row).get(0))
                        .isEqualTo(arrays.get("r").values().get(row));
                assertThat(rows.get(row).get(1))
                        .isEqualTo(arrays.get("p").values().get(row));
                assertThat(((Number) rows.get(row).get(2)).longValue())
                        .isEqualTo(arrays.get("replicate").values().get(row));
                assertThat(rows.get(row).get(3))
                        .isEqualTo(arrays.get("loss").values().get(row));
            }
        }
    }

    @Test
    void weightsThatAreNotKeptAreSaid() {
        String yaml = Trainings.yaml("phase", "[0.5, 1]", "[0.5, 0.3]", 2) + "keep: {weights: none}\n";
        train(yaml, 8);

        try (QueryEngine engine = QueryEngine.open(folder)) {
            WeightsExport export = new WeightsExport(engine, SWEEP, SpecReader.read(yaml));
            assertThatThrownBy(() -> export.write(new WeightsExport.Wanted("", false), "{}", folder.resolve("w.npz")))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("keep.weights: none")
                    .hasMessageContaining("set keep.weights to all or best");
            assertThatThrownBy(() ->
                            export.write(new WeightsExport.Wanted("ffffffff", false), "{}", folder.resolve("w.npz")))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("no result of a cell ffffffff");
        }
        assertThat(folder.resolve("w.npz")).doesNotExist();
    }

    private void train(String yaml, int trainings) {
        SweepSpec spec = SpecReader.read(yaml);
        try (StoredResults results = StoredResults.open(folder, Clock.systemUTC())) {
            Submission submission = results.submit(spec, yaml, "ada");
            results.resolve(SWEEP, 0, "vector", Trainings.NUMERICS);
            Plan plan = submission.plan();
            results.commit(List.of(Trainings.part(SWEEP, plan, 0, 0, trainings)));
        }
    }

    private NpzContent.Arrays export(SweepTable table, String yaml) throws IOException {
        Path file = folder.resolve(table + ".npz");
        try (QueryEngine engine = QueryEngine.open(folder)) {
            new NpzExport(engine, table, SWEEP, SpecReader.read(yaml)).write("{}", file);
        }
        return NpzContent.of(file);
    }

    /// Each row of a query, its coordinates and then its number, against the array.
    private void assertEach(NpzContent.Arrays arrays, String array, String sql, int dimensions) {
        NpzContent content = arrays.get(array);
        List<String> names = List.of("r", "p", "replicate").subList(0, dimensions);
        int compared = 0;
        try (QueryEngine engine = QueryEngine.open(folder);
                QueryResult result = engine.query(sql)) {
            for (List<?> row : result.all()) {
                int at = 0;
                for (int axis = 0; axis < dimensions; axis++) {
                    List<Object> values = arrays.get(names.get(axis)).values();
                    Object value = row.get(axis) instanceof Integer whole ? whole.longValue() : row.get(axis);
                    at = at * values.size() + values.indexOf(value);
                }
                Object expected = row.get(dimensions) == null ? (Object) Double.NaN : row.get(dimensions);
                assertThat(content.values().get(at)).isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }
}
