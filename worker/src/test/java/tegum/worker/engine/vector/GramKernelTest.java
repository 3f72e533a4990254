package tegum.worker.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tegum.model.Shape;

/// Goal: the kernel for wide sparse models has the bits that its documentation lists.
/// Method: a plain twin, sample by sample, at awkward sizes; all rows once and the first 64, if there are, once before.
class GramKernelTest {
    private static final int STRIDE = 272;

    @ParameterizedTest(name = "({0},{1}), {2} samples, density {3}")
    @CsvSource({
        "16, 1, 1, .3",
        "17, 2, 64, .1",
        "20, 5, 143, .05",
        "37, 11, 192, .02",
        "80, 20, 200, .1",
        "64, 7, 33, 1",
        "83, 19, 130, .01"
    })
    void theGramKernelHasTheBitsOfItsPlainTwin(int n, int m, int samples, double density) {
        SplittableRandom random = new SplittableRandom(n * 1000L + m);
        float[] x = new float[n * STRIDE];
        for (int at = 0; at < x.length; at++) {
            x[at] = random.nextDouble() < density ? (float) random.nextDouble(-1, 1) : 0f;
        }
        float[] weights = new float[n * m];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = (float) random.nextDouble(-1, 1);
        }
        GramKernel kernel = new GramKernel(new Shape(n, m));
        Layout layout = kernel.layout();
        float[] parameters = layout.parameters(weights);
        float[] importance = new float[layout.paddedFeatures()];
        for (int i = 0; i < n; i++) {
            parameters[layout.bias() + i] = (float) random.nextDouble(-.3, .3);
            importance[i] = (float) random.nextDouble(.1, 2);
        }
        Plain plain = new Plain(n, m, weights, layout.biases(parameters), importance);
        float[] folded = new float[layout.size() + 1];

        kernel.begin(parameters, importance);
        if (samples >= 64) {
            kernel.add(x, 0, STRIDE, 64);
            plain.add(x, 64);
        }
        kernel.add(x, 0, STRIDE, samples);
        plain.add(x, samples);
        kernel.fold(new float[0], folded);

        assertThat(layout.weights(folded)).isEqualTo(plain.weightGradient());
        assertThat(layout.biases(folded)).isEqualTo(plain.biasGradient);
        assertThat(folded[layout.size()]).isEqualTo(plain.loss());
    }

    private static final class Plain {
        private final int n;
        private final int m;
        private final float[] weights;
        private final float[] bias;
        private final float[] importance;
        private final float[][] gram;
        private final float[][] products;
        private final float[] losses;
        private final float[] biasGradient;

        Plain(int n, int m, float[] weights, float[] bias, float[] importance) {
            this.n = n;
            this.m = m;
            this.weights = weights;
            this.bias = bias;
            this.importance = importance;
            this.gram = new float[n][n];
            this.products = new float[n][n];
            this.losses = new float[n];
            this.biasGradient = new float[n];
            for (int k = 0; k < m; k++) {
                for (int a = 0; a < n; a++) {
                    for (int i = 0; i < n; i++) {
                        gram[a][i] = Math.fma(weights[k * n + a], weights[k * n + i], gram[a][i]);
                    }
                }
            }
        }

        void add(float[] x, int samples) {
            for (int column = 0; column < samples; column++) {
                for (int i = 0; i < n; i++) {
                    addFeature(x, column, i);
                }
            }
        }

        private void addFeature(float[] x, int column, int i) {
            float output = bias[i];
            for (int a = 0; a < n; a++) {
                float input = x[a * STRIDE + column];
                output = input == 0f ? output : Math.fma(input, gram[a][i], output);
            }
            float error = (output > 0 ? output : 0f) - x[i * STRIDE + column];
            float weighted = error * importance[i];
            losses[i] = Math.fma(weighted, error, losses[i]);
            float gradient = output > 0 ? weighted : 0f;
            biasGradient[i] += gradient;
            for (int a = 0; a < n; a++) {
                float input = x[a * STRIDE + column];
                products[a][i] = input == 0f ? products[a][i] : Math.fma(input, gradient, products[a][i]);
            }
        }

        float[] weightGradient() {
            float[] gradient = new float[m * n];
            for (int k = 0; k < m; k++) {
                for (int i = 0; i < n; i++) {
                    for (int a = 0; a < n; a++) {
                        float both = products[a][i] + products[i][a];
                        gradient[k * n + i] = Math.fma(weights[k * n + a], both, gradient[k * n + i]);
                    }
                }
            }
            return gradient;
        }

        float loss() {
            float loss = 0;
            for (float ofFeature : losses) {
                loss += ofFeature;
            }
            return loss;
        }
    }
}
