package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Goal: what leaves the program opens in other programs, with the numbers that the store has.
/// Method: one small sweep; each file read by a reader that the program does not use.
@Timeout(300)
class ExportsTest {
    private static final String DENSITIES = "0.5, 0.1";

    @TempDir
    private static Path folder;

    private static StoreFolder store = new StoreFolder(Path.of("."));

    @BeforeAll
    static void train() {
        String spec = Specs.write(
                folder, "pairs.yaml", Specs.ofPairs("pairs", "0.3, 1, 3", DENSITIES, 4, 200) + "title: Ünïcode\n");
        Ended ended = Program.in(folder).run("run", spec, "--store", "store");
        assertThat(ended.exit()).as(ended.said()).isZero();
        String again = Specs.write(
                folder, "others.yaml", Specs.ofPairs("others", "0.3, 1, 4", DENSITIES, 4, 200) + "seed: 7\n");
        Ended second = Program.in(folder).run("run", again, "--store", "store");
        assertThat(second.exit()).as(second.said()).isZero();
        store = new StoreFolder(folder.resolve("store"));
    }

    @Test
    void arraysOpenInNumpy() {
        export("npz", "cells", "cells.npz");
        export("npz", "trainings", "trainings.npz");
        Ended weights =
                Program.in(folder).run("weights", "pairs", "--best", "--store", "store", "--output", "best.npz");
        assertThat(weights.exit()).as(weights.said()).isZero();
        Optional<Python> python = Python.with("numpy");
        assumeThat(python).as("a Python with NumPy (Debian: python3-numpy)").isPresent();

        Ended looked = python.orElseThrow().run(folder, """
                import json, numpy
                cells = numpy.load("cells.npz", allow_pickle=False)
                assert cells["r"].tolist() == [0.3, 1, 3] and cells["p"].tolist() == [0.5, 0.1]
                assert cells["loss_best"].shape == (3, 2) and cells["loss_best"].dtype == "<f8"
                assert cells["replicates"].dtype.kind == "i" and (cells["replicates"] == 4).all()
                assert cells["composition"].dtype.kind == "U"
                facts = json.loads(str(cells["metadata"]))
                assert facts["title"] == "Ünïcode" and facts["dimensions"] == ["r", "p"], facts
                assert facts["units"]["loss_best"] == "loss"
                trainings = numpy.load("trainings.npz", allow_pickle=False)
                assert trainings["loss"].shape == (3, 2, 4) and trainings["norm"].shape == (3, 2, 4, 2)
                assert numpy.allclose(numpy.nanmean(trainings["loss"], axis=-1), cells["loss_mean"], rtol=1e-12)
                assert numpy.array_equal(numpy.nanmin(trainings["loss"], axis=-1), cells["loss_best"])
                best = numpy.load("best.npz", allow_pickle=False)
                assert best["W"].shape == (6, 1, 2) and best["W"].dtype == "<f4" and best["b"].shape == (6, 2)
                norms = numpy.linalg.norm(best["W"].astype(float), axis=1)[:, -1].reshape(3, 2)
                assert numpy.allclose(norms, cells["norm_best"], rtol=1e-9)
                for name in sorted(cells.files):
                    print(name, cells[name].dtype.str, cells[name].shape)
                """);

        assertThat(looked.exit()).as(looked.said()).isZero();
        assertThat(looked.out()).contains("loss_mean <f8 (3, 2)");
    }

    @Test
    void parquetOpensInAnotherReader() throws IOException {
        export("parquet", "cells", "cells.parquet");
        export("parquet", "trainings", "trainings.parquet");

        List<List<@Nullable String>> expected =
                store.query("SELECT r, p, cell, loss_best, replicates FROM pairs ORDER BY r, p DESC");
        List<List<@Nullable String>> found = new ArrayList<>();
        try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(folder.resolve("cells.parquet")));
                RowReader rows = file.rowReader()) {
            assertThat(file.getFileMetaData().toString()).contains("tegum-export/1");
            while (rows.hasNext()) {
                rows.next();
                List<@Nullable String> row = new ArrayList<>();
                row.add(Double.toString(rows.getDouble("r")));
                row.add(Double.toString(rows.getDouble("p")));
                row.add(rows.getString("cell"));
                row.add(Double.toString(rows.getDouble("loss_best")));
                row.add(Long.toString(rows.getLong("replicates")));
                found.add(row);
            }
        }
        assertThat(found).isEqualTo(expected);
        try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(folder.resolve("trainings.parquet")));
                RowReader rows = file.rowReader()) {
            rows.next();
            assertThat(rows.getList("norm").size()).isEqualTo(2);
        }
    }

    @Test
    void csvHasAHeaderAndQuotesWhatNeedsIt() throws IOException {
        Ended cells = Program.in(folder).run("export", "pairs", "--format", "csv", "--store", "store");
        export("csv", "components", "components.csv");

        assertThat(cells.exit()).as(cells.said()).isZero();
        assertThat(cells.out().lines()).hasSize(7).first().asString().startsWith("r,p,cell,replicates,");
        List<String> lines = Files.readAllLines(folder.resolve("components.csv"));
        assertThat(lines.getFirst())
                .isEqualTo(
                        "r,p,cell,stream,replicate,numerics,measurement,component,class,size,rank,dimensionality,members");
        assertThat(lines).anyMatch(line -> line.endsWith(",\"[0, 1]\""));
    }

    @Test
    void twoSeedsAreCompared() {
        Program program = Program.in(folder);

        Ended json = program.run("compare", "pairs", "others@1", "--format", "json", "--store", "store");
        Ended table = program.run("compare", "pairs", "others", "--store", "store");
        Ended same = program.run("compare", "pairs", "pairs@1", "--store", "store");

        assertThat(json.exit()).as(json.said()).isZero();
        JsonNode compared = StoreFolder.json(json.out());
        assertThat(compared.get("matched").asInt()).isEqualTo(4);
        assertThat(compared.get("only_a").asInt()).isEqualTo(2);
        assertThat(compared.get("only_b").asInt()).isEqualTo(2);
        assertThat(compared.get("specs").findValuesAsText("field")).containsExactly("axes.r", "seed");
        assertThat(compared.get("cells")).hasSize(24);
        assertThat(table.out())
                .startsWith("pairs@1 against others@1: 4 cells match, 2 are in pairs@1 alone, 2 in others@1 alone.");
        assertThat(same.exit()).isEqualTo(2);
        assertThat(same.err()).contains("are both pairs@1");
    }

    @Test
    void theMethodsHaveTheNumbers() {
        Ended text = Program.in(folder).run("report", "pairs", "--store", "store");
        Ended json = Program.in(folder).run("report", "pairs", "--format", "json", "--store", "store");

        assertThat(text.exit()).as(text.said()).isZero();
        assertThat(text.out())
                .contains(
                        "We trained 24 toy models",
                        "6 cells with 4 independent replicates",
                        "200 steps of 256 fresh samples")
                .contains("numerics vector/", "@article{elhage2022superposition", "24 of 24 done");
        assertThat(StoreFolder.json(json.out()).get("cells").asInt()).isEqualTo(6);
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        Program program = Program.in(folder);

        Ended noFolder =
                program.run("export", "pairs", "--format", "npz", "--store", "store", "--output", "no/such/file.npz");
        Ended noSweep = program.run("export", "nothing", "--format", "npz", "--store", "store", "--output", "x.npz");
        Ended noCell = program.run("weights", "pairs", "--cell", "zz", "--store", "store", "--output", "x.npz");

        SecondTerminalTest.assertOneSentence(noFolder);
        assertThat(noFolder.err()).contains("there is no folder");
        SecondTerminalTest.assertOneSentence(noSweep);
        assertThat(noSweep.err()).contains("no sweep nothing").contains("pairs");
        assertThat(noCell.exit()).isEqualTo(2);
        assertThat(noCell.err()).contains("--cell is 4 to 32 lower-case hex digits, not zz");
        assertThat(folder.resolve("x.npz")).doesNotExist();
    }

    private static void export(String format, String rows, String file) {
        Ended ended = Program.in(folder)
                .run("export", "pairs", "--format", format, "--of", rows, "--store", "store", "--output", file);
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(folder.resolve(file)).isNotEmptyFile();
    }
}
