package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.model.Shape;

/// Goal: every kernel has the bits of its plain twin.
/// Method: seeded inputs and parameters at awkward sizes, in one call and in two.
class KernelTest {
    private static final int STRIDE = 656;

    /// Where inputs begin in their array.
    private static final int AT = 3;

    private static final List<Kernel> TINY =
            List.of(new TwoByOneKernel(), new ThreeByTwoKernel(), new FiveByTwoKernel());

    @ParameterizedTest(name = "({0},{1}) relu {2}, {3} rows")
    @CsvSource({
        "2, 1, true, 1",
        "2, 1, true, 16",
        "2, 1, true, 17",
        "2, 1, true, 64",
        "2, 1, true, 143",
        "2, 1, false, 143",
        "3, 2, true, 5",
        "3, 2, true, 113",
        "3, 2, true, 192",
        "5, 2, true, 1",
        "5, 2, true, 143",
        "5, 2, true, 256",
        "5, 2, true, 271",
        "5, 2, true, 577",
        "3, 2, false, 80",
        "5, 2, false, 64",
        "1, 1, true, 30",
        "7, 3, true, 100",
        "3, 1, true, 65",
        "9, 4, true, 192",
        "11, 6, true, 131",
        "13, 8, true, 97",
        "37, 11, true, 140",
        "20, 5, true, 192",
        "7, 5, true, 113",
        "8, 5, true, 577",
        "7, 5, false, 113",
        "6, 6, false, 33",
        "33, 9, true, 130"
    })
    void kernelsHaveTheBitsOfThePlainOne(int n, int m, boolean relu, int rows) {
        Shape shape = new Shape(n, m);
        float[] x = inputs(n, rows);

        float[] plain = sums(new PlainKernel(shape, relu), x, rows);

        assertThat(sums(new TileKernel(shape, relu, STRIDE), x, rows)).isEqualTo(plain);
        for (Kernel tiny : TINY) {
            if (relu && tiny.layout().shape().equals(shape)) {
                assertThat(sums(tiny, x, rows)).as("%s", tiny).isEqualTo(plain);
            }
        }
    }

    private static float[] inputs(int features, int rows) {
        SplittableRandom random = new SplittableRandom(features * 1000L + rows);
        float[] x = new float[AT + (features + 1) * STRIDE];
        for (int i = 0; i < features; i++) {
            for (int column = 0; column < STRIDE; column++) {
                // Columns past the last sample hold what an earlier step left there.
                x[AT + i * STRIDE + column] = random.nextInt(3) == 0 ? 0f : (float) random.nextDouble();
            }
        }
        return x;
    }

    /// Adds all rows once and the first 64, if there are, once before; then takes the padding out.
    private static float[] sums(Kernel kernel, float[] x, int rows) {
        Layout layout = kernel.layout();
        int n = layout.shape().features();
        int m = layout.shape().hidden();
        SplittableRandom random = new SplittableRandom(7);
        float[] weights = new float[n * m];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = (float) random.nextDouble(-1, 1);
        }
        float[] parameters = layout.parameters(weights);
        float[] importance = new float[layout.paddedFeatures()];
        for (int i = 0; i < n; i++) {
            parameters[layout.bias() + i] = (float) random.nextDouble(-.3, .3);
            importance[i] = (float) random.nextDouble(.1, 2);
        }
        kernel.begin(parameters, importance);
        if (rows >= 64) {
            kernel.add(x, AT, STRIDE, 64);
        }
        kernel.add(x, AT, STRIDE, rows);

        float[] sums = new float[(n * m + n + 1) * Lanes.VIRTUAL];
        for (int j = 0; j <= n * m + n; j++) {
            int from =
                    j < n * m ? layout.weight(j / n, j % n) : j < n * m + n ? layout.bias() + j - n * m : layout.size();
            System.arraycopy(
                    kernel.sums(), kernel.sumsFrom() + from * Lanes.VIRTUAL, sums, j * Lanes.VIRTUAL, Lanes.VIRTUAL);
        }
        return sums;
    }
}
