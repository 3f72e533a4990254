package tegum.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tegum.measure.Component;
import tegum.measure.ComponentClass;
import tegum.measure.Measurement;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.TrainingResult.TrajectoryPoint;

/// Writes results column by column, in the order that [ColumnDecoder] reads.
final class ColumnEncoder {
    static final int DIVERGED = 0;
    static final int MEASURED = 1;

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

    void write(List<TrainingResult> results) {
        List<Measured> measured = new ArrayList<>(results.size());
        writer.putInt(results.size());
        results.forEach(result -> writer.putLong(result.index()));
        for (TrainingResult result : results) {
            switch (result) {
                case TrainingResult.Diverged _ -> writer.putByte(DIVERGED);
                case Measured one -> {
                    writer.putByte(MEASURED);
                    measured.add(one);
                }
            }
        }
        results.forEach(result -> writer.putFloat(result.millis()));
        if (!measured.isEmpty()) {
            Shape shape = measured.getFirst().measurement().shape();
            for (Measured one : measured) {
                if (!one.measurement().shape().equals(shape)) {
                    throw new IllegalArgumentException("a part holds one shape, not %s and %s"
                            .formatted(shape, one.measurement().shape()));
                }
            }
            writer.putInt(shape.features());
            writer.putInt(shape.hidden());
            writeNumbers(measured);
            measured.forEach(one -> writeComponents(one.measurement().components()));
            measured.forEach(one -> writeWeights(one.weights(), shape));
            measured.forEach(one -> writeTrajectory(one.trajectory(), shape));
        }
    }

    private void writeNumbers(List<Measured> measured) {
        column(measured, one -> one.losses().loss());
        column(measured, one -> one.losses().lossSe());
        column(measured, one -> one.losses().trainLoss());
        column(measured, one -> one.losses().slope());
        measured.forEach(one -> writer.putByte(one.losses().settled() ? 1 : 0));
        column(measured, one -> one.measurement().frobeniusSq());
        column(measured, one -> one.measurement().dimensionalitySum());
        column(measured, one -> one.measurement().interferenceMean());
        measured.forEach(one -> writer.putInt(one.measurement().rank()));
        lists(measured, Measurement::norm);
        lists(measured, Measurement::dimensionality);
        lists(measured, Measurement::interference);
        lists(measured, Measurement::bias);
        measured.forEach(one -> {
            writer.putLong(one.digest().high());
            writer.putLong(one.digest().low());
        });
    }

    private void column(List<Measured> measured, ToDoubleFunction<Measured> number) {
        for (Measured one : measured) {
            writer.putDouble(number.applyAsDouble(one));
        }
    }

    private void lists(List<Measured> measured, Function<Measurement, PerFeature> list) {
        for (Measured one : measured) {
            PerFeature numbers = list.apply(one.measurement());
            for (int feature = 0; feature < numbers.count(); feature++) {
                writer.putDouble(numbers.at(feature));
            }
        }
    }

    private void writeComponents(List<Component> components) {
        writer.putInt(components.size());
        for (Component component : components) {
            writer.putByte(FAMILIES.indexOf(component.shape().family()));
            writer.putInt(component.shape().k());
            writer.putInt(component.rank());
            writer.putDouble(component.dimensionality());
            writer.putInt(component.size());
            component.members().forEach(writer::putInt);
        }
    }

    private void writeWeights(TrainingResult.Weights weights, Shape shape) {
        boolean kept = weights.w().length > 0;
        if (kept && (weights.w().length != shape.weights() || weights.b().length != shape.features())) {
            throw new IllegalArgumentException(
                    "%d weights and %d biases for shape %s".formatted(weights.w().length, weights.b().length, shape));
        }
        writer.putByte(kept ? 1 : 0);
        if (kept) {
            writer.putFloats(weights.w());
            writer.putFloats(weights.b());
        }
    }

    private void writeTrajectory(List<TrajectoryPoint> trajectory, Shape shape) {
        writer.putInt(trajectory.size());
        for (TrajectoryPoint point : trajectory) {
            if (point.norm().length != shape.features() || point.dimensionality().length != shape.features()) {
                throw new IllegalArgumentException("a step's lists do not fit shape " + shape);
            }
            writer.putInt(point.step());
            writer.putDouble(point.loss());
            writer.putDouble(point.trainLoss());
            writer.putFloats(point.norm());
            writer.putFloats(point.dimensionality());
        }
    }
}
