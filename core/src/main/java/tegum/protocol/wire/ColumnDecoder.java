package tegum.protocol.wire;

import java.util.Arrays;
import tegum.measure.ComponentClass;
import tegum.model.Shape;
import tegum.protocol.ResultColumns;
import tegum.protocol.ResultColumns.ComponentColumns;
import tegum.protocol.ResultColumns.FeatureColumns;
import tegum.protocol.ResultColumns.LossColumns;
import tegum.protocol.ResultColumns.MeasuredColumns;
import tegum.protocol.ResultColumns.SumColumns;
import tegum.protocol.ResultColumns.TrajectoryColumns;
import tegum.protocol.ResultColumns.WeightColumns;

/// Reads what [ColumnEncoder] writes. Every count is checked against the bytes that are left before memory is taken.
final class ColumnDecoder {
    /// Bytes of a training in the columns that all have: index, class, millis.
    private static final int LEAST_TRAINING_BYTES = Long.BYTES + Byte.BYTES + Float.BYTES;

    private static final int LEAST_COMPONENT_BYTES = Byte.BYTES + 3 * Integer.BYTES + Double.BYTES;
    private static final int MOST_EXTENT = 1 << 20;
    private static final MeasuredColumns NONE = new MeasuredColumns(
            new Shape(1, 1),
            new LossColumns(new double[0], new double[0], new double[0], new double[0], new boolean[0]),
            new SumColumns(new double[0], new double[0], new double[0], new int[0]),
            new FeatureColumns(new double[0], new double[0], new double[0], new double[0]),
            new ComponentColumns(new int[1], new ComponentClass[0], new int[0], new double[0], new int[1], new int[0]),
            new WeightColumns(new long[0], new int[0], new float[0], new float[0]),
            new TrajectoryColumns(new int[1], new int[0], new double[0], new double[0], new float[0], new float[0]));

    private final PayloadReader reader;

    ColumnDecoder(PayloadReader reader) {
        this.reader = reader;
    }

    ResultColumns read() throws InvalidPayloadException {
        int count = reader.readCount(LEAST_TRAINING_BYTES);
        long[] indices = reader.readLongs(count);
        boolean[] isMeasured = flags(count, "class");
        float[] millis = reader.readFloats(count);
        int measured = 0;
        for (boolean one : isMeasured) {
            measured += one ? 1 : 0;
        }
        return new ResultColumns(indices, isMeasured, millis, measured == 0 ? NONE : readMeasured(measured));
    }

    private MeasuredColumns readMeasured(int count) throws InvalidPayloadException {
        Shape shape = new Shape(extent(), extent());
        long values = (long) count * shape.features();
        LossColumns losses = new LossColumns(
                reader.readDoubles(count),
                reader.readDoubles(count),
                reader.readDoubles(count),
                reader.readDoubles(count),
                flags(count, "settled"));
        SumColumns sums = new SumColumns(
                reader.readDoubles(count),
                reader.readDoubles(count),
                reader.readDoubles(count),
                reader.readInts(count));
        FeatureColumns features = new FeatureColumns(
                reader.readDoubles(values),
                reader.readDoubles(values),
                reader.readDoubles(values),
                reader.readDoubles(values));
        long[] digests = reader.readLongs(2 * count);
        return new MeasuredColumns(
                shape,
                losses,
                sums,
                features,
                new Components(count).read(),
                readWeights(count, shape, digests),
                new Points(count, shape).read());
    }

    private int extent() throws InvalidPayloadException {
        int extent = reader.readInt();
        if (extent < 1 || extent > MOST_EXTENT) {
            throw new InvalidPayloadException("an extent of " + extent);
        }
        return extent;
    }

    private boolean[] flags(int count, String name) throws InvalidPayloadException {
        byte[] bytes = reader.readBytes(count);
        boolean[] flags = new boolean[count];
        for (int k = 0; k < count; k++) {
            flags[k] = flag(bytes[k], name);
        }
        return flags;
    }

    private static boolean flag(byte value, String name) throws InvalidPayloadException {
        if (value != 0 && value != 1) {
            throw new InvalidPayloadException("%s is %d, not 0 or 1".formatted(name, value));
        }
        return value == 1;
    }

    private WeightColumns readWeights(int count, Shape shape, long[] digests) throws InvalidPayloadException {
        int[] at = new int[count];
        int sent = 0;
        float[] w = new float[0];
        float[] b = new float[0];
        for (int k = 0; k < count; k++) {
            if (!flag(reader.readByte(), "weights")) {
                at[k] = -1;
                continue;
            }
            if (sent * (long) shape.weights() == w.length) {
                // Most parts have the weights of all trainings or of none.
                int room = reader.room(shape.weights() + shape.features(), Float.BYTES, count - k);
                w = Arrays.copyOf(w, Math.multiplyExact(sent + room, shape.weights()));
                b = Arrays.copyOf(b, Math.multiplyExact(sent + room, shape.features()));
            }
            reader.readFloats(w, sent * shape.weights(), shape.weights());
            reader.readFloats(b, sent * shape.features(), shape.features());
            at[k] = sent++;
        }
        return new WeightColumns(
                digests, at, Arrays.copyOf(w, sent * shape.weights()), Arrays.copyOf(b, sent * shape.features()));
    }

    /// Reads the components of all trainings.
    private final class Components {
        private final int[] from;
        private ComponentClass[] shapes;
        private int[] ranks;
        private double[] dimensionalities;
        private int[] memberFrom;
        private int[] members;
        private int count;

        Components(int trainings) {
            from = new int[trainings + 1];
            shapes = new ComponentClass[trainings];
            ranks = new int[trainings];
            dimensionalities = new double[trainings];
            memberFrom = new int[trainings + 1];
            members = new int[trainings];
        }

        ComponentColumns read() throws InvalidPayloadException {
            for (int k = 1; k < from.length; k++) {
                int more = reader.readCount(LEAST_COMPONENT_BYTES);
                if (count + more > ranks.length) {
                    grow(Math.max(2 * ranks.length, count + more));
                }
                for (int component = 0; component < more; component++) {
                    readOne();
                }
                from[k] = count;
            }
            return new ComponentColumns(
                    from,
                    Arrays.copyOf(shapes, count),
                    Arrays.copyOf(ranks, count),
                    Arrays.copyOf(dimensionalities, count),
                    Arrays.copyOf(memberFrom, count + 1),
                    Arrays.copyOf(members, memberFrom[count]));
        }

        private void grow(int room) {
            shapes = Arrays.copyOf(shapes, room);
            ranks = Arrays.copyOf(ranks, room);
            dimensionalities = Arrays.copyOf(dimensionalities, room);
            memberFrom = Arrays.copyOf(memberFrom, room + 1);
        }

        private void readOne() throws InvalidPayloadException {
            int family = reader.readByte();
            if (family < 0 || family >= ColumnEncoder.FAMILIES.size()) {
                throw new InvalidPayloadException("no class of component " + family);
            }
            shapes[count] = new ComponentClass(ColumnEncoder.FAMILIES.get(family), reader.readInt());
            ranks[count] = reader.readInt();
            dimensionalities[count] = reader.readDouble();
            int size = reader.readCount(Integer.BYTES);
            int first = memberFrom[count];
            if (first + size > members.length) {
                members = Arrays.copyOf(members, Math.max(2 * members.length, first + size));
            }
            for (int at = first; at < first + size; at++) {
                members[at] = reader.readInt();
                if (at > first && members[at] <= members[at - 1]) {
                    throw new InvalidPayloadException("members of a component do not ascend");
                }
            }
            if (ranks[count] < 1 || ranks[count] > size) {
                throw new InvalidPayloadException("rank %d of %d members".formatted(ranks[count], size));
            }
            memberFrom[++count] = first + size;
        }
    }

    /// Reads the recorded steps of all trainings.
    private final class Points {
        private final int features;
        private final int[] from;
        private int[] steps = new int[0];
        private double[] losses = new double[0];
        private double[] trainLosses = new double[0];
        private float[] norms = new float[0];
        private float[] dimensionalities = new float[0];

        Points(int trainings, Shape shape) {
            from = new int[trainings + 1];
            features = shape.features();
        }

        TrajectoryColumns read() throws InvalidPayloadException {
            for (int k = 1; k < from.length; k++) {
                int more = reader.readCount(Integer.BYTES + 2 * Double.BYTES + 2 * Float.BYTES * features);
                from[k] = from[k - 1] + more;
                if (from[k] > steps.length) {
                    resize(Math.max(2 * steps.length, from[k]));
                }
                for (int point = from[k - 1]; point < from[k]; point++) {
                    steps[point] = reader.readInt();
                    losses[point] = reader.readDouble();
                    trainLosses[point] = reader.readDouble();
                    reader.readFloats(norms, point * features, features);
                    reader.readFloats(dimensionalities, point * features, features);
                }
            }
            resize(from[from.length - 1]);
            return new TrajectoryColumns(from, steps, losses, trainLosses, norms, dimensionalities);
        }

        private void resize(int points) {
            steps = Arrays.copyOf(steps, points);
            losses = Arrays.copyOf(losses, points);
            trainLosses = Arrays.copyOf(trainLosses, points);
            norms = Arrays.copyOf(norms, Math.multiplyExact(points, features));
            dimensionalities = Arrays.copyOf(dimensionalities, Math.multiplyExact(points, features));
        }
    }
}
