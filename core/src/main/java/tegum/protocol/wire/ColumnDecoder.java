package tegum.protocol.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tegum.measure.Component;
import tegum.measure.ComponentClass;
import tegum.measure.Measurement;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Losses;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.TrainingResult.TrajectoryPoint;
import tegum.protocol.TrainingResult.Weights;
import tegum.protocol.TrainingResult.WeightsDigest;

/// Reads what [ColumnEncoder] writes. Every count is checked against the bytes that are left before memory is taken.
final class ColumnDecoder {
    /// Bytes of a training in the columns that all have: index, class, millis.
    private static final int LEAST_TRAINING_BYTES = Long.BYTES + Byte.BYTES + Float.BYTES;

    private static final int LEAST_COMPONENT_BYTES = Byte.BYTES + 3 * Integer.BYTES + Double.BYTES;
    private static final int MOST_EXTENT = 1 << 20;

    private final PayloadReader reader;

    ColumnDecoder(PayloadReader reader) {
        this.reader = reader;
    }

    List<TrainingResult> read() throws InvalidPayloadException {
        int count = reader.readCount(LEAST_TRAINING_BYTES);
        long[] indices = reader.readLongs(count);
        byte[] classes = reader.readBytes(count);
        float[] millis = reader.readFloats(count);
        int measured = 0;
        for (byte one : classes) {
            measured += flag(one, "class") ? 1 : 0;
        }
        if (measured == 0) {
            List<TrainingResult> results = new ArrayList<>(count);
            for (int k = 0; k < count; k++) {
                results.add(new TrainingResult.Diverged(indices[k], millis[k]));
            }
            return results;
        }
        return merge(indices, millis, classes, readMeasured(measured));
    }

    /// Numbers of a measured training, still without index and time.
    private record Body(
            Losses losses,
            Measurement measurement,
            Weights weights,
            WeightsDigest digest,
            List<TrajectoryPoint> trajectory) {}

    private static List<TrainingResult> merge(long[] indices, float[] millis, byte[] classes, List<Body> bodies) {
        List<TrainingResult> results = new ArrayList<>(indices.length);
        int next = 0;
        for (int k = 0; k < indices.length; k++) {
            if (classes[k] == ColumnEncoder.DIVERGED) {
                results.add(new TrainingResult.Diverged(indices[k], millis[k]));
            } else {
                Body body = bodies.get(next++);
                results.add(new Measured(
                        indices[k],
                        millis[k],
                        body.losses,
                        body.measurement,
                        body.weights,
                        body.digest,
                        body.trajectory));
            }
        }
        return results;
    }

    private List<Body> readMeasured(int count) throws InvalidPayloadException {
        Shape shape = new Shape(extent(), extent());
        Numbers numbers = readNumbers(count, shape);
        List<List<Component>> components = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            components.add(readComponents());
        }
        List<Weights> weights = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            weights.add(readWeights(shape));
        }
        List<Body> bodies = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            bodies.add(new Body(
                    numbers.losses(k),
                    numbers.measurement(k, shape, components.get(k)),
                    weights.get(k),
                    new WeightsDigest(numbers.digests[2 * k], numbers.digests[2 * k + 1]),
                    readTrajectory(shape)));
        }
        return bodies;
    }

    private int extent() throws InvalidPayloadException {
        int extent = reader.readInt();
        if (extent < 1 || extent > MOST_EXTENT) {
            throw new InvalidPayloadException("an extent of " + extent);
        }
        return extent;
    }

    /// The columns of numbers that every measured training has.
    private record Numbers(
            double[][] losses, byte[] settled, double[][] sums, int[] ranks, double[][] lists, long[] digests) {

        Losses losses(int k) throws InvalidPayloadException {
            return new Losses(losses[0][k], losses[1][k], losses[2][k], losses[3][k], flag(settled[k], "settled"));
        }

        Measurement measurement(int k, Shape shape, List<Component> components) {
            return new Measurement(
                    shape,
                    sums[0][k],
                    sums[1][k],
                    sums[2][k],
                    ranks[k],
                    list(0, k, shape.features()),
                    list(1, k, shape.features()),
                    list(2, k, shape.features()),
                    list(3, k, shape.features()),
                    components);
        }

        private PerFeature list(int column, int k, int features) {
            return PerFeature.of(Arrays.copyOfRange(lists[column], k * features, (k + 1) * features));
        }
    }

    private Numbers readNumbers(int count, Shape shape) throws InvalidPayloadException {
        double[][] losses = doubles(4, count);
        byte[] settled = reader.readBytes(count);
        double[][] sums = doubles(3, count);
        int[] ranks = reader.readInts(count);
        double[][] lists = doubles(4, (long) count * shape.features());
        return new Numbers(losses, settled, sums, ranks, lists, reader.readLongs(2 * count));
    }

    private double[][] doubles(int columns, long each) throws InvalidPayloadException {
        double[][] read = new double[columns][];
        for (int column = 0; column < columns; column++) {
            read[column] = reader.readDoubles(each);
        }
        return read;
    }

    private List<Component> readComponents() throws InvalidPayloadException {
        int count = reader.readCount(LEAST_COMPONENT_BYTES);
        List<Component> components = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            int family = reader.readByte();
            if (family < 0 || family >= ColumnEncoder.FAMILIES.size()) {
                throw new InvalidPayloadException("no class of component " + family);
            }
            ComponentClass shape = new ComponentClass(ColumnEncoder.FAMILIES.get(family), reader.readInt());
            int rank = reader.readInt();
            double dimensionality = reader.readDoubles(1)[0];
            int[] members = reader.readInts(reader.readCount(Integer.BYTES));
            components.add(new Component(
                    shape, rank, dimensionality, Arrays.stream(members).boxed().toList()));
        }
        return components;
    }

    private Weights readWeights(Shape shape) throws InvalidPayloadException {
        if (!flag(reader.readByte(), "weights")) {
            return Weights.none();
        }
        return new Weights(
                reader.readFloats((long) shape.features() * shape.hidden()), reader.readFloats(shape.features()));
    }

    private List<TrajectoryPoint> readTrajectory(Shape shape) throws InvalidPayloadException {
        int count = reader.readCount(Integer.BYTES + 2 * Double.BYTES);
        List<TrajectoryPoint> points = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            int step = reader.readInt();
            double[] losses = reader.readDoubles(2);
            points.add(new TrajectoryPoint(
                    step,
                    losses[0],
                    losses[1],
                    reader.readFloats(shape.features()),
                    reader.readFloats(shape.features())));
        }
        return points;
    }

    private static boolean flag(byte value, String name) throws InvalidPayloadException {
        if (value != 0 && value != 1) {
            throw new InvalidPayloadException("%s is %d, not 0 or 1".formatted(name, value));
        }
        return value == 1;
    }
}
