package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.Model;
import tegum.model.PerFeature;
import tegum.model.ValueLaw;
import tegum.plan.KernelKey;
import tegum.worker.engine.Trainings;

class KernelChoiceTest {

    @ParameterizedTest(name = "({0},{1}) p={2}: {3}")
    @CsvSource({
        "2, 1, 1, two-by-one",
        "2, 1, .01, two-by-one",
        "5, 2, .3, five-by-two",
        "5, 2, .01, five-by-two",
        "3, 2, .1, three-by-two",
        "20, 5, 1, tile",
        "20, 5, .3, tile",
        "20, 5, .1, tile",
        "20, 5, .01, tile",
        "80, 20, 1, tile",
        "80, 20, .3, tile",
        "80, 20, .1, tile",
        "80, 20, .05, gram",
        "80, 20, .01, gram",
        "200, 20, 1, tile",
        "200, 20, .3, tile",
        "200, 20, .1, tile",
        "200, 20, .05, tile",
        "200, 20, .01, gram",
        "7, 3, .01, tile"
    })
    void theKernelFollowsShapeAndDensity(int features, int hidden, double density, String kernel) {
        assertThat(kernel(Trainings.relu(features, hidden, density, 10, 1024))).isEqualTo(kernel);
    }

    @Test
    void mixedDensitiesAreCountedOneByOne() {
        PerFeature one = PerFeature.generate(100, i -> i == 7 ? 1 : .01);
        PerFeature many = PerFeature.generate(100, i -> i < 60 ? .5 : .01);

        assertThat(kernel(cell(one, Activation.RELU))).isEqualTo("gram");
        assertThat(kernel(cell(many, Activation.RELU))).isEqualTo("tile");
        assertThat(kernel(cell(one, Activation.LINEAR))).isEqualTo("tile");
    }

    /// Method: the ends of each octave, whose cells share a stratum, at many shapes.
    @Test
    void allCellsOfAStratumHaveOneKernel() {
        for (int features = 16; features <= 256; features += 20) {
            for (int octave = 5; octave <= 12; octave++) {
                double least = Math.scalb(1.0, -octave);
                Cell low = Trainings.relu(features, 8, least, 10, 1000);
                Cell high = Trainings.relu(features, 8, Math.nextDown(2 * least), 10, 1000);
                if (KernelKey.of(low).equals(KernelKey.of(high))) {
                    assertThat(kernel(low))
                            .as("%d features, octave %d", features, octave)
                            .isEqualTo(kernel(high));
                }
            }
        }
    }

    private static String kernel(Cell cell) {
        return new VectorEngine().kernel(cell);
    }

    private static Cell cell(PerFeature density, Activation output) {
        Model model =
                Trainings.model(density, PerFeature.uniform(density.count(), 1), 10, output, true, ValueLaw.UNIFORM);
        return new Cell(model, Trainings.notebook(model.shape(), 10, 1024));
    }
}
