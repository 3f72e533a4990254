package tegum.worker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tegum.model.Shape;

/// Goal: what travels between processes and into tables is what was measured.
/// Method: round trips and small examples.
class BenchTest {
    @Test
    void aCaseSurvivesItsArguments() {
        BenchCase timed = new BenchCase("vector", new Shape(20, 5), 0.01, 256, 2, 0.5);

        assertThat(BenchCase.of(timed.arguments().toArray(String[]::new))).isEqualTo(timed);
    }

    @Test
    void densitiesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new BenchCase("vector", new Shape(2, 1), 0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("density");
    }

    @Test
    void medianAndQuartilesLieBetweenNeighbours() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1.75, 3.25));
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void linesOfOtherProgramsAreRead() {
        assertThat(Programs.facts("shape=2,1 density=0.1 variant=gram samples=1024 seconds=0.5"))
                .isEqualTo(Map.of(
                        "shape", "2,1", "density", "0.1", "variant", "gram", "samples", "1024", "seconds", "0.5"));
        assertThat(Programs.listed("0,2-4")).containsExactly(0, 2, 3, 4);
    }

    @Test
    void aProgramRunsOnTheProcessorsItIsGiven() {
        assertThat(Programs.pinned(List.of(0, 1), List.of("java", "-version")))
                .containsExactly("taskset", "-c", "0,1", "java", "-version");
        assertThat(Programs.pinned(List.of(), List.of("java"))).containsExactly("java");
    }
}
