package tegum.protocol.wire;

import java.util.List;
import tegum.measure.ComponentClass;
import tegum.model.Shape;
import tegum.protocol.ResultColumns;
import tegum.protocol.ResultColumns.ComponentColumns;
import tegum.protocol.ResultColumns.MeasuredColumns;
import tegum.protocol.ResultColumns.TrajectoryColumns;
import tegum.protocol.ResultColumns.WeightColumns;

/// Writes results column by column, in the order that [ColumnDecoder] reads.
final class ColumnEncoder {
    /// The code of a family is its place here, whatever the order of the enum.
    static final List<ComponentClass.Family> FAMILIES = List.of(
            ComponentClass.Family.SINGLE,
            ComponentClass.Family.DIGON,
            ComponentClass.Family.TRIANGLE,
            ComponentClass.Family.TETRAHEDRON,
            ComponentClass.Family.PENTAGON,
            ComponentClass.Family.SQUARE_ANTIPRISM,
            ComponentClass.Family.POLYGON,
            ComponentClass.Family.SIMPLEX,
            ComponentClass.Family.OTHER);

    private final PayloadWriter writer;

    ColumnEncoder(PayloadWriter writer) {
        this.writer = writer;
    }

    void write(ResultColumns results) {
        writer.putInt(results.count());
        writer.putLongs(results.indices());
        writer.putFlags(results.isMeasured());
        writer.putFloats(results.millis());
        MeasuredColumns measured = results.numbers();
        if (measured.count() > 0) {
            writer.putInt(measured.shape().features());
            writer.putInt(measured.shape().hidden());
            writeNumbers(measured);
            for (int k = 0; k < measured.count(); k++) {
                writeComponents(measured.components(), k);
            }
            for (int k = 0; k < measured.count(); k++) {
                writeWeights(measured.weights(), measured.shape(), k);
            }
            for (int k = 0; k < measured.count(); k++) {
                writeTrajectory(measured.trajectories(), measured.shape().features(), k);
            }
        }
    }

    private void writeNumbers(MeasuredColumns measured) {
        writer.putDoubles(measured.losses().loss());
        writer.putDoubles(measured.losses().lossSe());
        writer.putDoubles(measured.losses().trainLoss());
        writer.putDoubles(measured.losses().slope());
        writer.putFlags(measured.losses().settled());
        writer.putDoubles(measured.sums().frobeniusSq());
        writer.putDoubles(measured.sums().dimensionalitySum());
        writer.putDoubles(measured.sums().interferenceMean());
        writer.putInts(measured.sums().rank(), 0, measured.count());
        writer.putDoubles(measured.features().norm());
        writer.putDoubles(measured.features().dimensionality());
        writer.putDoubles(measured.features().interference());
        writer.putDoubles(measured.features().bias());
        writer.putLongs(measured.weights().digests());
    }

    private void writeComponents(ComponentColumns components, int k) {
        int from = components.from()[k];
        int to = components.from()[k + 1];
        writer.putInt(to - from);
        for (int component = from; component < to; component++) {
            ComponentClass shape = components.shape()[component];
            int member = components.memberFrom()[component];
            int size = components.memberFrom()[component + 1] - member;
            writer.putByte(FAMILIES.indexOf(shape.family()));
            writer.putInt(shape.k());
            writer.putInt(components.rank()[component]);
            writer.putDouble(components.dimensionality()[component]);
            writer.putInt(size);
            writer.putInts(components.members(), member, size);
        }
    }

    private void writeWeights(WeightColumns weights, Shape shape, int k) {
        int at = weights.at()[k];
        writer.putByte(at < 0 ? 0 : 1);
        if (at >= 0) {
            writer.putFloats(weights.w(), at * shape.weights(), shape.weights());
            writer.putFloats(weights.b(), at * shape.features(), shape.features());
        }
    }

    private void writeTrajectory(TrajectoryColumns trajectories, int features, int k) {
        int from = trajectories.from()[k];
        int to = trajectories.from()[k + 1];
        writer.putInt(to - from);
        for (int point = from; point < to; point++) {
            writer.putInt(trajectories.step()[point]);
            writer.putDouble(trajectories.loss()[point]);
            writer.putDouble(trajectories.trainLoss()[point]);
            writer.putFloats(trajectories.norm(), point * features, features);
            writer.putFloats(trajectories.dimensionality(), point * features, features);
        }
    }
}
