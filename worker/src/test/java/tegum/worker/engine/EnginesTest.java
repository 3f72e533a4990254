package tegum.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.Decoder;
import tegum.model.Model;
import tegum.plan.KernelKey;
import tegum.worker.StandardEngines;

class EnginesTest {
    private final Engines engines = StandardEngines.all();
    private final Cell cell = Trainings.relu(5, 2, .1, 10, 32);

    private Engines.Choice choose(String request, Model model) {
        return engines.choose(request, model, KernelKey.of(new Cell(model, cell.recipe())));
    }

    @Test
    void autoIsTheBestEngineThatCan() {
        assertThat(choose("auto", cell.model())).isInstanceOfSatisfying(Engines.Choice.Chosen.class, chosen -> {
            assertThat(chosen.engine().numerics()).hasToString("vector/2");
            assertThat(chosen.passedOver()).isEmpty();
        });
    }

    @Test
    void anEngineIsTakenByName() {
        assertThat(choose("reference", cell.model()))
                .isInstanceOfSatisfying(
                        Engines.Choice.Chosen.class,
                        chosen -> assertThat(chosen.engine().name()).isEqualTo("reference"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThat(choose("abacus", cell.model()))
                .isEqualTo(new Engines.Choice.Unusable(
                        List.of("There is no engine \"abacus\" here, only vector, nd4j, reference.")));
    }

    @Test
    void aModelThatNoneCanTrainIsRefusedWithEachReason() {
        Model good = cell.model();
        Model untied = new Model(
                good.shape(),
                good.data(),
                good.target(),
                good.encoder(),
                new Decoder.Untied(Activation.RELU, true),
                good.loss(),
                good.penalty());

        assertThat(choose("auto", untied))
                .isInstanceOfSatisfying(
                        Engines.Choice.Unusable.class,
                        unusable -> assertThat(unusable.reasons())
                                .containsExactly(
                                        "Engine vector cannot train this model: its maps are tied.",
                                        "Engine nd4j cannot train this model: its maps are tied.",
                                        "Engine reference cannot train this model: its maps are tied."));
    }
}
