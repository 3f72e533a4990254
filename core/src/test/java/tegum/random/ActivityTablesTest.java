package tegum.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tegum.model.PerFeature;

class ActivityTablesTest {

    @Test
    void effectiveDensitiesAreWithinTheirBounds() {
        PerFeature density = PerFeature.of(1, .3, 1.0 / 16, .06, .05, .031, .01, 1e-6, 1e-11, 0);
        ActivityTables tables = ActivityTables.of(density, 1024);

        for (int i = 0; i < density.count(); i++) {
            double p = density.at(i);
            double bound = switch (ActivityPattern.lawOf(p)) {
                case ActivityPattern.DENSE -> 1.2e-4;
                case ActivityPattern.NEVER -> 1.0;
                default -> 2.4e-7 + 5e-13 / p;
            };
            assertThat(tables.effectiveDensity(i)).as("density %s", p).isCloseTo(p, within(bound * p));
        }
    }

    /// Goal: the drawn frequency is the effective density, on each law.
    /// Method: 400 steps of 4,096 samples with a fixed key; five standard errors.
    @Test
    void featuresAreActiveAsOftenAsSaid() {
        PerFeature density = PerFeature.of(1, .3, .0625, .05, .04, .01, 0);
        ActivityTables tables = ActivityTables.of(density, 4096);
        BatchDraw draw = new BatchDraw(tables, TrainingKey.of(3, 4, 0, 0));
        long[] active = new long[density.count()];

        for (int step = 1; step <= 400; step++) {
            draw.draw(step);
            for (int s = 0; s < 4096; s++) {
                for (int i = 0; i < active.length; i++) {
                    if (draw.active(s, i)) {
                        active[i]++;
                    }
                }
            }
        }

        double trials = 400.0 * 4096;
        for (int i = 0; i < active.length; i++) {
            double p = tables.effectiveDensity(i);
            assertThat(active[i] / trials).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / trials)));
        }
    }

    /// Goal: the inputs have the moments of the law: E x = p/2, E x² = p/3, none active with (1-p)ⁿ.
    /// Method: 200 steps of 4,096 samples of six features, dense and sparse; five standard errors.
    @ParameterizedTest
    @ValueSource(doubles = {1, .3, .1, .05, .01})
    void inputsHaveTheMomentsOfTheirLaw(double p) {
        int features = 6;
        BatchDraw draw =
                new BatchDraw(ActivityTables.of(PerFeature.uniform(features, p), 4096), TrainingKey.of(5, 6, 0, 0));
        double sum = 0;
        double squares = 0;
        long none = 0;
        for (int step = 1; step <= 200; step++) {
            draw.draw(step);
            for (int s = 0; s < 4096; s++) {
                int active = 0;
                for (int i = 0; i < features; i++) {
                    double x = draw.active(s, i) ? draw.u(s, i) : 0;
                    sum += x;
                    squares += x * x;
                    active += draw.active(s, i) ? 1 : 0;
                }
                none += active == 0 ? 1 : 0;
            }
        }

        double samples = 200.0 * 4096;
        double values = features * samples;
        double empty = Math.pow(1 - p, features);
        assertThat(sum / values).isCloseTo(p / 2, within(5 * Math.sqrt((p / 3 - p * p / 4) / values)));
        assertThat(squares / values).isCloseTo(p / 3, within(5 * Math.sqrt((p / 5 - p * p / 9) / values)));
        assertThat(none / samples).isCloseTo(empty, within(5 * Math.sqrt(empty * (1 - empty) / samples) + 1e-12));
    }

    @Test
    void boundedValuesStayInsideTheUnitInterval() {
        for (int bound = 1 << 21; bound <= 1 << 22; bound += 1013) {
            float scale = BoundedValue.scale(bound);
            assertThat(BoundedValue.of(bound - 1, scale)).isLessThan(1f);
            assertThat(BoundedValue.of(0, scale)).isPositive();
            assertThat(Math.fma((float) (bound - 1), scale, scale / 2)).isEqualTo(BoundedValue.of(bound - 1, scale));
        }
        for (int bound = 4096; bound <= 65536; bound++) {
            assertThat(BoundedValue.of(bound - 1, BoundedValue.scale(bound))).isLessThan(1f);
        }
    }
}
