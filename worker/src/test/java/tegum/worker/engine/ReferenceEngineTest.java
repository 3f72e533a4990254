package tegum.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.Model;
import tegum.model.PerFeature;
import tegum.model.ValueLaw;

class ReferenceEngineTest extends EngineContract {

    @Override
    Engine engine() {
        return new ReferenceEngine();
    }

    /// Goal: the gradient is that of the loss.
    /// Method: central differences on one batch, compacting and not, every value law.
    @ParameterizedTest
    @CsvSource({
        "RELU, .5, UNIFORM", "RELU, .03, UNIFORM", "RELU, .3, SYMMETRIC",
        "LINEAR, .5, UNIFORM", "LINEAR, .03, DOUBLE", "LINEAR, 1, SYMMETRIC"
    })
    void gradientsAgreeWithFiniteDifferences(Activation output, double density, ValueLaw values) {
        Model model =
                Trainings.model(PerFeature.uniform(4, density), PerFeature.of(1, .7, .5, 2), 2, output, true, values);
        Cell cell = new Cell(model, Trainings.notebook(model.shape(), 10, 300));
        ReferenceTraining training = new ReferenceTraining(Trainings.replicates(cell, 1, List.of()), 0);
        double[] parameters = training.parameters();
        for (int i = 8; i < parameters.length; i++) {
            parameters[i] = .03 * (i - 7);
        }
        training.evaluate(1);
        double[] gradient = training.gradient().clone();

        for (int j = 0; j < parameters.length; j++) {
            double at = parameters[j];
            double step = 1e-6;
            parameters[j] = at + step;
            double above = training.evaluate(1);
            parameters[j] = at - step;
            double below = training.evaluate(1);
            parameters[j] = at;
            assertThat(gradient[j]).as("parameter %d", j).isCloseTo((above - below) / (2 * step), within(1e-6));
        }
    }

    /// Source: SCIENCE section 4, loss at fixed parameters, exact .0874799.
    @Test
    void theLossAtFixedParametersIsTheExactOne() {
        Model model = Trainings.model(
                PerFeature.uniform(2, .3), PerFeature.of(1, 2), 1, Activation.RELU, true, ValueLaw.UNIFORM);
        Cell cell = new Cell(model, Trainings.notebook(model.shape(), 10, 1 << 20));
        ReferenceTraining training = new ReferenceTraining(Trainings.replicates(cell, 1, List.of()), 0);
        double[] parameters = training.parameters();
        System.arraycopy(new double[] {.9, -.7, -.05, .1}, 0, parameters, 0, 4);

        // A million samples: the standard error of the mean is about 2e-4 of the loss.
        assertThat(training.evaluate(1)).isCloseTo(.0874799, within(.0874799 * 1e-3));
    }
}
