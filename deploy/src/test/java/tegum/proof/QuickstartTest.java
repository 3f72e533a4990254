package tegum.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tegum.measure.Phase;
import tegum.measure.Thresholds;
import tegum.theory.TwoInOne;

/// Goal: the first command that anyone runs draws the phase diagram of the paper.
/// Method: the example as it stands, compared with the exact optimum of two features in one dimension.
@Timeout(600)
class QuickstartTest {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(8);

    /// Nearer to the boundary than this, finite training may miss the optimum.
    private static final double NEAR_DECADES = 0.15;

    @TempDir
    private Path folder;

    /// A cell of the sweep's view.
    private record Cell(double r, double p, Phase best, double superposed) {
        /// Where the exact optimum does not jump, or is too near to the boundary to ask for.
        boolean isClear() {
            boolean sharp = TwoInOne.sharp(r) || p <= 0.5;
            return sharp && Math.abs(Math.log10(p / TwoInOne.boundary(r))) > NEAR_DECADES;
        }

        boolean isOptimal() {
            return best == TwoInOne.optimum(r, p).phase(1, Thresholds.DEFAULT);
        }
    }

    @Test
    void theQuickstartDrawsThePhaseDiagram() {
        String spec = Path.of("examples", "quickstart.yaml").toAbsolutePath().toString();
        StoreFolder store = new StoreFolder(folder.resolve("store"));

        Ended ended;
        try (Running run = Program.in(folder).start("run", spec, "--store", "store")) {
            ended = run.ended(LONGEST_RUN);
        }

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out()).contains("best", ".svg", ".png");
        List<Cell> cells = cells(store);
        assertThat(cells).hasSize(256);
        List<Cell> clear = cells.stream().filter(Cell::isClear).toList();
        List<Cell> wrong = clear.stream().filter(cell -> !cell.isOptimal()).toList();
        assertThat(clear).hasSizeGreaterThan(150);
        assertThat(wrong).as("of %d clear cells", clear.size()).hasSizeLessThanOrEqualTo(clear.size() / 20);
        List<Cell> deep = cells.stream()
                .filter(cell -> cell.p <= 0.1 && cell.r >= 0.5 && cell.r <= 2)
                .toList();
        assertThat(deep).hasSizeGreaterThan(20).allMatch(cell -> cell.best == Phase.SUPERPOSED);
        assertThat(deep.stream().mapToDouble(Cell::superposed).average().orElseThrow())
                .isBetween(0.4, 0.8);
    }

    @SuppressWarnings("NullAway") // No column of this query is null.
    private static List<Cell> cells(StoreFolder store) {
        List<Cell> cells = new ArrayList<>();
        for (List<@Nullable String> row : store.query("""
                SELECT r, p, norm_best, interference_best, replicates, diverged,
                  ignored, ignored_low, ignored_high, dedicated, dedicated_low, dedicated_high,
                  superposed, superposed_low, superposed_high
                FROM "quickstart" ORDER BY r, p""")) {
            double[] values = row.stream().mapToDouble(Double::parseDouble).toArray();
            assertThat(values[4]).as("replicates").isEqualTo(10);
            double sum = values[5] / values[4];
            for (int phase = 6; phase < 15; phase += 3) {
                sum += values[phase];
                assertThat(values[phase]).isBetween(values[phase + 1], values[phase + 2]);
                assertThat(values[phase + 2] - values[phase + 1])
                        .as("width for 10 replicates")
                        .isBetween(0.2, 0.6);
            }
            assertThat(sum).as("shares").isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
            Phase best = Phase.of(values[2], values[3], Thresholds.DEFAULT);
            cells.add(new Cell(values[0], values[1], best, values[12]));
        }
        return cells;
    }
}
