package tegum.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import tegum.model.Shape;

/// Polytopes as feature directions in double, one vector per feature, to build weights for the tests.
final class Shapes {
    private Shapes() {}

    static double[][] polygon(int k) {
        double[][] corners = new double[k][];
        for (int corner = 0; corner < k; corner++) {
            double angle = 2 * Math.PI * corner / k;
            corners[corner] = new double[] {Math.cos(angle), Math.sin(angle)};
        }
        return corners;
    }

    /// `k + 1` unit vectors in k dimensions, each two at `-1/k`.
    static double[][] simplex(int k) {
        double[][] corners = new double[k + 1][k];
        for (int axis = 0; axis < k; axis++) {
            double left = 1.0;
            for (int before = 0; before < axis; before++) {
                left -= corners[axis][before] * corners[axis][before];
            }
            corners[axis][axis] = Math.sqrt(left);
            for (int later = axis + 1; later <= k; later++) {
                double dot = 0.0;
                for (int before = 0; before < axis; before++) {
                    dot += corners[axis][before] * corners[later][before];
                }
                corners[later][axis] = (-1.0 / k - dot) / corners[axis][axis];
            }
        }
        return corners;
    }

    /// Antipodal pairs of unit vectors in mutually orthogonal dimensions.
    static double[][] digons(int dimensions) {
        return blocks(Collections.nCopies(dimensions, simplex(1)).toArray(double[][][]::new));
    }

    /// Unit vectors, two squares at height `±1/sqrt 3`, turned by 45 degrees.
    static double[][] antiprism() {
        double height = 1 / Math.sqrt(3);
        double radius = Math.sqrt(1 - height * height);
        double[][] corners = new double[8][];
        for (int corner = 0; corner < 8; corner++) {
            double angle = Math.PI * corner / 4;
            double z = corner % 2 == 0 ? height : -height;
            corners[corner] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle), z};
        }
        return corners;
    }

    /// The shapes in mutually orthogonal blocks.
    static double[][] blocks(double[][]... shapes) {
        int dimensions =
                Arrays.stream(shapes).mapToInt(shape -> shape[0].length).sum();
        List<double[]> all = new ArrayList<>();
        int offset = 0;
        for (double[][] shape : shapes) {
            for (double[] vector : shape) {
                double[] embedded = new double[dimensions];
                System.arraycopy(vector, 0, embedded, offset, vector.length);
                all.add(embedded);
            }
            offset += shape[0].length;
        }
        return all.toArray(double[][]::new);
    }

    /// A random rotation of all vectors, by Givens rotations.
    static double[][] rotated(double[][] vectors, SplittableRandom random) {
        double[][] turned = Arrays.stream(vectors).map(double[]::clone).toArray(double[][]::new);
        int dimensions = vectors[0].length;
        for (int a = 0; a < dimensions; a++) {
            for (int b = 0; b < a; b++) {
                double angle = random.nextDouble(2 * Math.PI);
                for (double[] vector : turned) {
                    double x = vector[a];
                    vector[a] = Math.cos(angle) * x - Math.sin(angle) * vector[b];
                    vector[b] = Math.sin(angle) * x + Math.cos(angle) * vector[b];
                }
            }
        }
        return turned;
    }

    /// A random order of 0..count-1.
    static int[] permutation(int count, SplittableRandom random) {
        List<Integer> order = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            order.add(at);
        }
        for (int at = count - 1; at > 0; at--) {
            Collections.swap(order, at, random.nextInt(at + 1));
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    static double[][] permuted(double[][] vectors, int[] order) {
        return Arrays.stream(order).mapToObj(at -> vectors[at]).toArray(double[][]::new);
    }

    static Weights weights(double[][] vectors) {
        return Weights.ofColumns(vectors, new double[vectors.length]);
    }

    static float[] rowMajor(double[][] vectors) {
        int features = vectors.length;
        float[] w = new float[features * vectors[0].length];
        for (int feature = 0; feature < features; feature++) {
            for (int unit = 0; unit < vectors[0].length; unit++) {
                w[unit * features + feature] = (float) vectors[feature][unit];
            }
        }
        return w;
    }

    static Shape shape(double[][] vectors) {
        return new Shape(vectors.length, vectors[0].length);
    }

    static double[][] gaussian(int features, int hidden, SplittableRandom random) {
        double[][] vectors = new double[features][hidden];
        for (double[] vector : vectors) {
            for (int unit = 0; unit < hidden; unit++) {
                double sum = -6.0;
                for (int term = 0; term < 12; term++) {
                    sum += random.nextDouble();
                }
                vector[unit] = sum / Math.sqrt(hidden);
            }
        }
        return vectors;
    }
}
