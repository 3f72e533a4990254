package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tegum.plan.KernelKey;
import tegum.worker.engine.Trainings;

/// Goal: a kernel that this JVM runs far too slowly is said once, and no other is.
/// Method: a made-up yardstick, and kernels of made-up speeds. (5,2) takes 250 operations a sample, so a share of 0.3
/// of
/// 250 GFLOP/s is 300 million samples a second, or 3,413 ns for a step of 1,024.
class SpeedCheckTest {
    private static final KernelKey KEY = KernelKey.of(Trainings.relu(5, 2, 1, 1000, 1024));
    private static final double YARDSTICK = 250e9;
    private static final double SHARE = 0.3;

    private final List<String> said = new ArrayList<>();
    private int yardsticks;

    @Test
    void aKernelAtTheSpeedExpectedIsNoNews() {
        train(3_500, 100_000);

        assertThat(said).isEmpty();
    }

    @Test
    void otherLoadIsNoNews() {
        train(7_000, 100_000);

        assertThat(said).isEmpty();
    }

    @Test
    void aKernelTenTimesTooSlowIsSaidOnce() {
        SpeedCheck check = check();

        worked(check, 34_000, 1_000, 1_000);
        worked(check, 34_000, 1_000, 1_000);

        assertThat(said).singleElement().asString().contains("kernel slow", "(5,2)", "30.1 million", "300 million");
    }

    @Test
    void theTimeUntilTheJvmHasCompiledDoesNotCount() {
        SpeedCheck check = check();
        worked(check, 1_000_000, 10, 100);
        worked(check, 3_500, 1_000, 10_000);

        assertThat(said).isEmpty();
        assertThat(check.isJudged()).isTrue();
    }

    @Test
    void theYardstickIsReadWhenTheTimeHasComeAndOnce() {
        SpeedCheck check = check();
        worked(check, 34_000, 10, 100);
        assertThat(yardsticks).isZero();

        worked(check, 34_000, 1_000, 1_000);

        assertThat(yardsticks).isEqualTo(1);
    }

    @Test
    void theRealYardstickIsASpeed() {
        assertThat(Yardstick.flops()).isBetween(1e8, 1e13);
    }

    private void train(long nanosOfStep, int calls) {
        worked(check(), nanosOfStep, 1_000, calls);
    }

    private SpeedCheck check() {
        return new SpeedCheck(
                "slow",
                KEY,
                SHARE,
                () -> {
                    yardsticks++;
                    return YARDSTICK;
                },
                said::add);
    }

    private static void worked(SpeedCheck check, long nanosOfStep, int steps, int calls) {
        for (int call = 0; call < calls; call++) {
            check.worked(steps, steps * nanosOfStep);
        }
    }
}
