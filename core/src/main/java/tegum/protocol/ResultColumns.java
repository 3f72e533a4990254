package tegum.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tegum.measure.Component;
import tegum.measure.ComponentClass;
import tegum.measure.Measurement;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.protocol.TrainingResult.Losses;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.TrainingResult.TrajectoryPoint;
import tegum.protocol.TrainingResult.WeightsDigest;

/// Results of a part in columns: an array for each number, one training after the other. They say the same as a list of
/// [TrainingResult], and cost a few arrays instead of some thirty objects a training.
///
/// | arrays                                     | entries                                                 |
/// |--------------------------------------------|---------------------------------------------------------|
/// | `indices`, `isMeasured`, `millis`          | one for each training                                   |
/// | of [MeasuredColumns]                       | one for each measured training, in the same order       |
/// | of [FeatureColumns]                        | `[measured, n]`, row after row                          |
/// | of [ComponentColumns], [TrajectoryColumns] | those of training k are `from[k]` to below `from[k + 1]` |
///
/// Arrays are not copied: whoever hands them over does not change them any more, nor does whoever reads them.
///
/// @param indices index of each training in its stratum
/// @param isMeasured whether it ended with finite weights; otherwise it diverged and has no numbers
/// @param millis wall time of each on its device
/// @param numbers of the measured ones
public record ResultColumns(long[] indices, boolean[] isMeasured, float[] millis, MeasuredColumns numbers) {
    private static final Shape NO_SHAPE = new Shape(1, 1);

    /// @throws IllegalArgumentException if the arrays have different lengths
    public ResultColumns {
        int measured = 0;
        for (boolean one : isMeasured) {
            measured += one ? 1 : 0;
        }
        requireLength(indices.length, isMeasured.length, millis.length);
        requireLength(measured, numbers.count());
    }

    /// Numbers of the measured trainings of a part.
    ///
    /// @param shape of all of them; without meaning where there is none
    public record MeasuredColumns(
            Shape shape,
            LossColumns losses,
            SumColumns sums,
            FeatureColumns features,
            ComponentColumns components,
            WeightColumns weights,
            TrajectoryColumns trajectories) {
        /// @throws IllegalArgumentException if the arrays have different lengths
        public MeasuredColumns {
            int count = losses.loss.length;
            int values = Math.multiplyExact(count, shape.features());
            requireLength(count, losses.lossSe.length, losses.trainLoss.length, losses.slope.length);
            requireLength(count, losses.settled.length, sums.frobeniusSq.length, sums.dimensionalitySum.length);
            requireLength(count, sums.interferenceMean.length, sums.rank.length, weights.at.length);
            requireLength(values, features.norm.length, features.dimensionality.length);
            requireLength(values, features.interference.length, features.bias.length);
            requireLength(count + 1, components.from.length, trajectories.from.length);
            requireLength(2 * count, weights.digests.length);
        }

        /// Number of measured trainings.
        public int count() {
            return losses.loss.length;
        }
    }

    /// As [Losses].
    public record LossColumns(double[] loss, double[] lossSe, double[] trainLoss, double[] slope, boolean[] settled) {}

    /// The numbers of a [Measurement] that are one for the whole model.
    public record SumColumns(double[] frobeniusSq, double[] dimensionalitySum, double[] interferenceMean, int[] rank) {}

    /// The numbers of a [Measurement] that are one for each feature.
    public record FeatureColumns(double[] norm, double[] dimensionality, double[] interference, double[] bias) {}

    /// As [Component]; the members of component c are `memberFrom[c]` to below `memberFrom[c + 1]`.
    public record ComponentColumns(
            int[] from, ComponentClass[] shape, int[] rank, double[] dimensionality, int[] memberFrom, int[] members) {}

    /// Final weights.
    ///
    /// @param digests two for each training: bytes 0 to 7 and 8 to 15 of its [WeightsDigest]
    /// @param at where in `w` and `b` those of a training are, in models; -1 where they were not sent
    /// @param w `[sent, m, n]`
    /// @param b `[sent, n]`
    public record WeightColumns(long[] digests, int[] at, float[] w, float[] b) {}

    /// As [TrajectoryPoint].
    ///
    /// @param norm `[points, n]`
    /// @param dimensionality `[points, n]`
    public record TrajectoryColumns(
            int[] from, int[] step, double[] loss, double[] trainLoss, float[] norm, float[] dimensionality) {}

    private static void requireLength(int expected, int... found) {
        for (int length : found) {
            if (length != expected) {
                throw new IllegalArgumentException("a column of %d numbers, not %d".formatted(length, expected));
            }
        }
    }

    /// Number of trainings.
    public int count() {
        return indices.length;
    }

    /// The columns of some results.
    ///
    /// @throws IllegalArgumentException if measured trainings differ in shape, or arrays do not fit it
    public static ResultColumns of(List<TrainingResult> results) {
        long[] indices = new long[results.size()];
        boolean[] isMeasured = new boolean[indices.length];
        float[] millis = new float[indices.length];
        List<Measured> measured = new ArrayList<>(indices.length);
        for (int k = 0; k < indices.length; k++) {
            TrainingResult result = results.get(k);
            indices[k] = result.index();
            millis[k] = result.millis();
            if (result instanceof Measured one) {
                isMeasured[k] = true;
                measured.add(one);
            }
        }
        return new ResultColumns(indices, isMeasured, millis, numbers(measured));
    }

    private static MeasuredColumns numbers(List<Measured> measured) {
        Shape shape = measured.isEmpty()
                ? NO_SHAPE
                : measured.getFirst().measurement().shape();
        boolean[] settled = new boolean[measured.size()];
        int[] rank = new int[measured.size()];
        for (int k = 0; k < rank.length; k++) {
            Measured one = measured.get(k);
            if (!one.measurement().shape().equals(shape)) {
                throw new IllegalArgumentException("a part holds one shape, not %s and %s"
                        .formatted(shape, one.measurement().shape()));
            }
            settled[k] = one.losses().settled();
            rank[k] = one.measurement().rank();
        }
        return new MeasuredColumns(
                shape,
                new LossColumns(
                        column(measured, one -> one.losses().loss()),
                        column(measured, one -> one.losses().lossSe()),
                        column(measured, one -> one.losses().trainLoss()),
                        column(measured, one -> one.losses().slope()),
                        settled),
                new SumColumns(
                        column(measured, one -> one.measurement().frobeniusSq()),
                        column(measured, one -> one.measurement().dimensionalitySum()),
                        column(measured, one -> one.measurement().interferenceMean()),
                        rank),
                new FeatureColumns(
                        lists(measured, shape, Measurement::norm),
                        lists(measured, shape, Measurement::dimensionality),
                        lists(measured, shape, Measurement::interference),
                        lists(measured, shape, Measurement::bias)),
                components(measured),
                weights(measured, shape),
                trajectories(measured, shape));
    }

    private static double[] column(List<Measured> measured, ToDoubleFunction<Measured> number) {
        return measured.stream().mapToDouble(number).toArray();
    }

    private static double[] lists(List<Measured> measured, Shape shape, Function<Measurement, PerFeature> list) {
        double[] numbers = new double[measured.size() * shape.features()];
        for (int k = 0; k < measured.size(); k++) {
            PerFeature one = list.apply(measured.get(k).measurement());
            for (int feature = 0; feature < one.count(); feature++) {
                numbers[k * shape.features() + feature] = one.at(feature);
            }
        }
        return numbers;
    }

    private static ComponentColumns components(List<Measured> measured) {
        List<Component> all = measured.stream()
                .flatMap(one -> one.measurement().components().stream())
                .toList();
        return new ComponentColumns(
                ends(measured.stream()
                        .mapToInt(one -> one.measurement().components().size())
                        .toArray()),
                all.stream().map(Component::shape).toArray(ComponentClass[]::new),
                all.stream().mapToInt(Component::rank).toArray(),
                all.stream().mapToDouble(Component::dimensionality).toArray(),
                ends(all.stream().mapToInt(Component::size).toArray()),
                all.stream()
                        .flatMap(component -> component.members().stream())
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    private static int[] ends(int... counts) {
        int[] from = new int[counts.length + 1];
        for (int k = 0; k < counts.length; k++) {
            from[k + 1] = from[k] + counts[k];
        }
        return from;
    }

    private static WeightColumns weights(List<Measured> measured, Shape shape) {
        long[] digests = new long[2 * measured.size()];
        int[] at = new int[measured.size()];
        int sent = 0;
        for (int k = 0; k < at.length; k++) {
            at[k] = measured.get(k).weights().w().length > 0 ? sent++ : -1;
        }
        float[] w = new float[sent * shape.weights()];
        float[] b = new float[sent * shape.features()];
        for (int k = 0; k < at.length; k++) {
            TrainingResult.Weights one = measured.get(k).weights();
            digests[2 * k] = measured.get(k).digest().high();
            digests[2 * k + 1] = measured.get(k).digest().low();
            if (at[k] >= 0) {
                if (one.w().length != shape.weights() || one.b().length != shape.features()) {
                    throw new IllegalArgumentException(
                            "%d weights and %d biases for shape %s".formatted(one.w().length, one.b().length, shape));
                }
                System.arraycopy(one.w(), 0, w, at[k] * shape.weights(), shape.weights());
                System.arraycopy(one.b(), 0, b, at[k] * shape.features(), shape.features());
            }
        }
        return new WeightColumns(digests, at, w, b);
    }

    private static TrajectoryColumns trajectories(List<Measured> measured, Shape shape) {
        List<TrajectoryPoint> all =
                measured.stream().flatMap(one -> one.trajectory().stream()).toList();
        int n = shape.features();
        float[] norm = new float[all.size() * n];
        float[] dimensionality = new float[all.size() * n];
        for (int point = 0; point < all.size(); point++) {
            TrajectoryPoint one = all.get(point);
            if (one.norm().length != n || one.dimensionality().length != n) {
                throw new IllegalArgumentException("a step's lists do not fit shape " + shape);
            }
            System.arraycopy(one.norm(), 0, norm, point * n, n);
            System.arraycopy(one.dimensionality(), 0, dimensionality, point * n, n);
        }
        return new TrajectoryColumns(
                ends(measured.stream().mapToInt(one -> one.trajectory().size()).toArray()),
                all.stream().mapToInt(TrajectoryPoint::step).toArray(),
                all.stream().mapToDouble(TrajectoryPoint::loss).toArray(),
                all.stream().mapToDouble(TrajectoryPoint::trainLoss).toArray(),
                norm,
                dimensionality);
    }

    /// The same as a list, in the order of the columns.
    public List<TrainingResult> results() {
        List<TrainingResult> results = new ArrayList<>(indices.length);
        int next = 0;
        for (int k = 0; k < indices.length; k++) {
            results.add(isMeasured[k] ? measured(k, next++) : new TrainingResult.Diverged(indices[k], millis[k]));
        }
        return results;
    }

    private Measured measured(int training, int k) {
        LossColumns losses = numbers.losses;
        WeightColumns weights = numbers.weights;
        Shape shape = numbers.shape;
        int at = weights.at[k];
        return new Measured(
                indices[training],
                millis[training],
                new Losses(losses.loss[k], losses.lossSe[k], losses.trainLoss[k], losses.slope[k], losses.settled[k]),
                new Measurement(
                        shape,
                        numbers.sums.frobeniusSq[k],
                        numbers.sums.dimensionalitySum[k],
                        numbers.sums.interferenceMean[k],
                        numbers.sums.rank[k],
                        list(numbers.features.norm, k),
                        list(numbers.features.dimensionality, k),
                        list(numbers.features.interference, k),
                        list(numbers.features.bias, k),
                        components(k)),
                at < 0
                        ? TrainingResult.Weights.none()
                        : new TrainingResult.Weights(
                                Arrays.copyOfRange(weights.w, at * shape.weights(), (at + 1) * shape.weights()),
                                Arrays.copyOfRange(weights.b, at * shape.features(), (at + 1) * shape.features())),
                new WeightsDigest(weights.digests[2 * k], weights.digests[2 * k + 1]),
                trajectory(k));
    }

    private PerFeature list(double[] column, int k) {
        int n = numbers.shape.features();
        return PerFeature.of(Arrays.copyOfRange(column, k * n, (k + 1) * n));
    }

    private List<Component> components(int k) {
        ComponentColumns all = numbers.components;
        List<Component> components = new ArrayList<>();
        for (int c = all.from[k]; c < all.from[k + 1]; c++) {
            components.add(new Component(
                    all.shape[c],
                    all.rank[c],
                    all.dimensionality[c],
                    Arrays.stream(all.members, all.memberFrom[c], all.memberFrom[c + 1])
                            .boxed()
                            .toList()));
        }
        return components;
    }

    private List<TrajectoryPoint> trajectory(int k) {
        TrajectoryColumns all = numbers.trajectories;
        int n = numbers.shape.features();
        List<TrajectoryPoint> points = new ArrayList<>();
        for (int point = all.from[k]; point < all.from[k + 1]; point++) {
            points.add(new TrajectoryPoint(
                    all.step[point],
                    all.loss[point],
                    all.trainLoss[point],
                    Arrays.copyOfRange(all.norm, point * n, (point + 1) * n),
                    Arrays.copyOfRange(all.dimensionality, point * n, (point + 1) * n)));
        }
        return points;
    }
}
