package tegum.random;

import java.util.Arrays;
import java.util.Objects;
import tegum.model.PerFeature;

/// The inputs on which a trained model of the independent law is evaluated, by activity class
/// with exact weights.
///
/// | class          | weight                  | inputs                                     |
/// |----------------|-------------------------|--------------------------------------------|
/// | none active    | [#noneWeight]           | x = 0, once                                |
/// | only i active  | [#oneWeight]            | [#MIDPOINTS] values [#midpoint], no draw   |
/// | two or more    | [#manyWeight]           | drawn by [#draw]; left out if its weight is 0 |
///
/// Densities are the nominal ones. Immutable and thread-safe.
///
/// Source: DESIGN section 5, "Evaluation"; SCIENCE section 1, "Evaluation".
public final class EvaluationLaw {
    /// Number of values that a lone active feature takes.
    public static final int MIDPOINTS = 256;

    /// A word of one draw costs about as much as this many samples of a block.
    private static final int SCALAR_SHARE = 8;

    private static final int VALUE_BOUND = 1 << 22;
    private static final float VALUE_SCALE = BoundedValue.scale(VALUE_BOUND);

    private final double[] density;
    private final int[][] bounds;
    private final double manyWeight;

    private EvaluationLaw(double[] density) {
        int n = density.length;
        this.density = density;
        this.bounds = new int[3][n];
        double[] t1 = new double[n + 1];
        double[] t2 = new double[n + 1];
        for (int i = n - 1; i >= 0; i--) {
            double p = density[i];
            t1[i] = p + (1.0 - p) * t1[i + 1];
            t2[i] = p * t1[i + 1] + (1.0 - p) * t2[i + 1];
            bounds[0][i] = bound(p);
            bounds[1][i] = t1[i] == 0 ? 0 : bound(p / t1[i]);
            bounds[2][i] = t2[i] == 0 ? 0 : bound((p * t1[i + 1]) / t2[i]);
        }
        this.manyWeight = t2[0];
    }

    private static int bound(double probability) {
        return (int) Math.floor(0x1p30 * probability + .5);
    }

    /// The law of a cell.
    ///
    /// @param density probability that a feature is active, each in [0, 1]
    public static EvaluationLaw of(PerFeature density) {
        return new EvaluationLaw(density.toArray());
    }

    public int features() {
        return density.length;
    }

    /// The nominal density of a feature.
    public double density(int feature) {
        return density[feature];
    }

    /// `Π(1 - p_i)`.
    public double noneWeight() {
        double product = 1.0;
        for (double p : density) {
            product *= 1.0 - p;
        }
        return product;
    }

    /// `p_i Π_{j≠i}(1 - p_j)`.
    public double oneWeight(int feature) {
        double product = 1.0;
        for (int j = 0; j < density.length; j++) {
            if (j != feature) {
                product *= 1.0 - density[j];
            }
        }
        return density[feature] * product;
    }

    /// Probability that two or more features are active.
    public double manyWeight() {
        return manyWeight;
    }

    /// The t-th `u` of a lone active feature, `(t + .5f) / 256`.
    ///
    /// @param t 0 to [#MIDPOINTS] - 1
    public static float midpoint(int t) {
        return (t + .5f) / MIDPOINTS;
    }

    /// `Q[need][i]`: the 30-bit bound below which feature i is active while `need` more features are needed.
    int bound(int need, int feature) {
        return bounds[need][feature];
    }

    /// Draws samples with two or more active features; a longer evaluation extends a shorter one.
    ///
    /// @param key the key of replicate [TrainingKey#EVALUATION_REPLICATE]
    /// @param first first sample
    /// @param count number of samples
    /// @param active receives the activity, shape `[count, n]`
    /// @param u receives the float u of each active feature and 0 elsewhere, shape `[count, n]`
    /// @throws IllegalStateException if the class has weight 0
    public void draw(TrainingKey key, int first, int count, boolean[] active, float[] u) {
        if (manyWeight == 0) {
            throw new IllegalStateException("two active features never occur");
        }
        int n = density.length;
        Objects.checkFromIndexSize(0, Math.multiplyExact(count, n), Math.min(active.length, u.length));
        PhiloxBlock words = new PhiloxBlock(key, Philox.EVALUATION);
        int[] need = new int[PhiloxBlock.DRAWS];
        for (int done = 0; done < count; done += PhiloxBlock.DRAWS) {
            int samples = Math.min(PhiloxBlock.DRAWS, count - done);
            Arrays.fill(need, 2);
            for (int group = 0; 4 * group < n; group++) {
                words.fill(first + done, group, 0);
                boolean many = choose(words, samples, done * n, group, need, active) > samples / SCALAR_SHARE;
                if (many) {
                    words.fill(first + done, group, 1);
                    setValues(words, samples, done * n, group, active, u);
                } else {
                    setFewValues(key, first + done, samples, done * n, group, active, u);
                }
            }
        }
    }

    /// Decides the activity of up to four features in each sample.
    ///
    /// @param at where the samples begin in `active`
    /// @return number of active features
    private int choose(PhiloxBlock words, int samples, int at, int group, int[] need, boolean[] active) {
        int n = density.length;
        int end = Math.min(4 * group + 4, n);
        int count = 0;
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 4 * group; i < end; i++) {
                boolean on = (words.word(i & 3, sample) >>> 2) < bounds[need[sample]][i];
                active[at + sample * n + i] = on;
                if (on) {
                    need[sample] = Math.max(need[sample] - 1, 0);
                    count++;
                }
            }
        }
        return count;
    }

    private void setValues(PhiloxBlock words, int samples, int at, int group, boolean[] active, float[] u) {
        int n = density.length;
        int end = Math.min(4 * group + 4, n);
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 4 * group; i < end; i++) {
                int place = at + sample * n + i;
                u[place] = active[place] ? BoundedValue.of(words.word(i & 3, sample) >>> 10, VALUE_SCALE) : 0f;
            }
        }
    }

    /// As [#setValues], with the generator asked for the active samples alone.
    private void setFewValues(TrainingKey key, int first, int samples, int at, int group, boolean[] active, float[] u) {
        int n = density.length;
        int[] values = new int[4];
        int end = Math.min(4 * group + 4, n);
        for (int sample = 0; sample < samples; sample++) {
            boolean drawn = false;
            for (int i = 4 * group; i < end; i++) {
                int place = at + sample * n + i;
                if (active[place] && !drawn) {
                    Philox.words(key, first + sample, group, Philox.EVALUATION, 1, values);
                    drawn = true;
                }
                u[place] = active[place] ? BoundedValue.of(values[i & 3] >>> 10, VALUE_SCALE) : 0f;
            }
        }
    }
}
