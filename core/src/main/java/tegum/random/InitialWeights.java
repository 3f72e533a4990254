package tegum.random;

import tegum.model.Init;
import tegum.model.Shape;

/// The weights a training starts from, drawn once with [StrictMath] so that all engines start
/// from identical bits.
///
/// Source: DESIGN section 5, "Initial weights".
public final class InitialWeights {
    /// Group of the (tied) encoder's matrix.
    public static final int ENCODER = 0;

    /// Group of an untied decoder's matrix.
    public static final int DECODER = 1;

    private InitialWeights() {}

    /// One matrix in feature-major order: element `i m + h` lies between feature i and hidden unit h.
    ///
    /// @param init law and scale
    /// @param group [#ENCODER] or [#DECODER]
    /// @return the elements, length `n m`
    public static float[] draw(TrainingKey key, Shape shape, Init init, int group) {
        float[] weights = new float[shape.weights()];
        int[] words = new int[4];
        for (int a = 0; a < weights.length; a++) {
            if ((a & 1) == 0) {
                Philox.words(key, a >> 1, 0, Philox.INIT, group, words);
            }
            int at = 2 * (a & 1);
            weights[a] = element(words[at], words[at + 1], init);
        }
        return weights;
    }

    /// The same matrix with the hidden unit first: element `[h, i]`, row-major, shape `[m, n]`.
    public static float[] drawRowMajor(TrainingKey key, Shape shape, Init init, int group) {
        float[] featureMajor = draw(key, shape, init, group);
        float[] rowMajor = new float[featureMajor.length];
        int features = shape.features();
        int hidden = shape.hidden();
        for (int i = 0; i < features; i++) {
            for (int h = 0; h < hidden; h++) {
                rowMajor[h * features + i] = featureMajor[i * hidden + h];
            }
        }
        return rowMajor;
    }

    private static float element(int y, int v, Init init) {
        double u = (Integer.toUnsignedLong(y) + .5) * 0x1p-32;
        return switch (init) {
            case Init.Normal(double std) -> {
                double angle = 2.0 * Math.PI * (Integer.toUnsignedLong(v) * 0x1p-32);
                yield (float) (std * (StrictMath.sqrt(-2.0 * StrictMath.log(u)) * StrictMath.cos(angle)));
            }
            case Init.Uniform(double scale) -> (float) (scale * (2.0 * u - 1.0));
        };
    }
}
