package tegum.worker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tegum.model.Shape;
import tegum.worker.device.Device;
import tegum.worker.device.DeviceKind;
import tegum.worker.engine.Engine;
import tegum.worker.engine.vector.VectorEngine;

/// Goal: no rate is given for an engine that trains something else.
/// Method: the vector engine as it is, and one that hands out weights that are 2 % too large.
class KnownAnswerTest {
    private static final Device CPU = new Device("cpu", DeviceKind.CPU, "test", 1, 1L << 30);

    @Test
    void theVectorEngineReachesTheExactOptimum() {
        Check check = check(new VectorEngine(), new Shape(2, 1), 0.3, true);

        assertThat(check.passed()).as(check.text()).isTrue();
        assertThat(check.text()).contains("of reference/1", "exact optimum");
    }

    @Test
    void elsewhereTheLinearModelIsTheMark() {
        Check check = check(new VectorEngine(), new Shape(5, 2), 0.05, true);

        assertThat(check.passed()).as(check.text()).isTrue();
        assertThat(check.text()).contains("linear model's");
    }

    @Test
    void weightsThatAreTooLargeAreFound() {
        Check check = check(new TamperedEngine(new VectorEngine(), 1.02f), new Shape(5, 2), 1, false);

        assertThat(check.passed()).as(check.text()).isFalse();
    }

    @Test
    void aTamperedEngineGetsNoRate() {
        BenchCase timed = new BenchCase("vector", new Shape(2, 1), 0.1, 1, 1, 0.05);

        Map<String, Object> facts = TrialMain.facts(timed, new TamperedEngine(new VectorEngine(), 1.02f), CPU, false);

        assertThat(facts).containsEntry("passed", false).doesNotContainKey("samples");
    }

    private static Check check(Engine engine, Shape shape, double density, boolean whole) {
        return new KnownAnswer(new BenchCase("vector", shape, density, 0, 1, 1), engine, CPU).check(whole);
    }
}
