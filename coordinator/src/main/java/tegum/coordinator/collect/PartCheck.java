package tegum.coordinator.collect;

import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import tegum.measure.Component;
import tegum.measure.Convergence;
import tegum.measure.Measurement;
import tegum.measure.Weights;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.TrainingResult.TrajectoryPoint;
import tegum.spec.Keep;

/// Checks that a part is what it says it is, so that a broken worker cannot spoil a store.
final class PartCheck {
    private PartCheck() {}

    /// Why a part is to be rejected; empty if it is sound.
    static Optional<String> problem(FinishedPart part, StratumBook stratum) {
        if (part.done().indices().isEmpty()) {
            return Optional.of("the part is empty");
        }
        long last = part.done().indices().ranges().getLast().to();
        if (last > stratum.stratum().trainings()) {
            return Optional.of("index %d of %d trainings"
                    .formatted(last - 1, stratum.stratum().trainings()));
        }
        String numerics = part.done().engine().numerics();
        if (!stratum.hasNumerics(numerics)) {
            return Optional.of("trained with %s, but the stratum is %s"
                    .formatted(numerics, stratum.record().resolution()));
        }
        if (part.results().size() != part.done().indices().count()) {
            return Optional.of("%d results for %d trainings"
                    .formatted(part.results().size(), part.done().indices().count()));
        }
        Kept kept = Kept.of(stratum.sweep().spec(), stratum.stratum().key().shape());
        PrimitiveIterator.OfLong indices = part.done().indices().indices().iterator();
        for (TrainingResult result : part.results()) {
            long index = indices.nextLong();
            if (result.index() != index) {
                return Optional.of("training %d where %d should be".formatted(result.index(), index));
            }
            Optional<String> problem = problem(result, stratum, kept);
            if (problem.isPresent()) {
                return problem.map(text -> "training %d: %s".formatted(index, text));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(TrainingResult result, StratumBook stratum, Kept kept) {
        if (!(result.millis() >= 0 && Float.isFinite(result.millis()))) {
            return Optional.of("its time is " + result.millis() + " ms");
        }
        return switch (result) {
            case TrainingResult.Diverged _ -> Optional.empty();
            case Measured measured -> problem(measured, stratum, kept);
        };
    }

    private static Optional<String> problem(Measured measured, StratumBook stratum, Kept kept) {
        Shape shape = stratum.stratum().key().shape();
        Measurement measurement = measured.measurement();
        if (!measurement.shape().equals(shape)) {
            return Optional.of("its shape is %s, not %s".formatted(measurement.shape(), shape));
        }
        TrainingResult.Losses losses = measured.losses();
        if (!(losses.loss() >= 0 && losses.lossSe() >= 0)) {
            return Optional.of("its loss is %s +- %s".formatted(losses.loss(), losses.lossSe()));
        }
        if (!(finite(losses.loss(), losses.lossSe(), losses.trainLoss(), losses.slope())
                && finite(measurement.frobeniusSq(), measurement.dimensionalitySum(), measurement.interferenceMean())
                && finite(measurement.norm())
                && finite(measurement.dimensionality())
                && finite(measurement.interference())
                && finite(measurement.bias()))) {
            return Optional.of("a number is not finite, though it did not diverge");
        }
        if (losses.settled() == losses.slope() > Convergence.UNSETTLED_ABOVE) {
            return Optional.of("its slope is %s, and it says that it %s"
                    .formatted(losses.slope(), losses.settled() ? "has settled" : "has not settled"));
        }
        return componentsProblem(measurement.components(), shape)
                .or(() -> weightsProblem(measured, shape, kept))
                .or(() -> trajectoryProblem(
                        measured, shape, stratum.stratum().key().steps()));
    }

    /// Members ascend, so the first and the last tell.
    private static Optional<String> componentsProblem(List<Component> components, Shape shape) {
        for (Component component : components) {
            if (component.members().getFirst() < 0 || component.members().getLast() >= shape.features()) {
                return Optional.of(
                        "a component of the features %s of %d".formatted(component.members(), shape.features()));
            }
            if (!Double.isFinite(component.dimensionality())) {
                return Optional.of("the dimensionality of a component is " + component.dimensionality());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> weightsProblem(Measured measured, Shape shape, Kept kept) {
        float[] w = measured.weights().w();
        float[] b = measured.weights().b();
        if (w.length == 0 && b.length == 0) {
            return kept.weights() == Keep.Amount.NONE
                    ? Optional.empty()
                    : Optional.of("it has no weights, and the sweep keeps them");
        }
        if (w.length != shape.weights() || b.length != shape.features()) {
            return Optional.of("%d weights and %d biases for shape %s".formatted(w.length, b.length, shape));
        }
        return Weights.allFinite(w) && Weights.allFinite(b)
                ? Optional.empty()
                : Optional.of("a weight is not finite, though it did not diverge");
    }

    private static Optional<String> trajectoryProblem(Measured measured, Shape shape, int steps) {
        int before = 0;
        for (TrajectoryPoint point : measured.trajectory()) {
            if (point.step() <= before || point.step() >= steps) {
                return Optional.of("step %d after step %d of %d".formatted(point.step(), before, steps));
            }
            before = point.step();
            if (point.norm().length != shape.features() || point.dimensionality().length != shape.features()) {
                return Optional.of("step %d has %d norms".formatted(point.step(), point.norm().length));
            }
            if (!(finite(point.loss(), point.trainLoss())
                    && Weights.allFinite(point.norm())
                    && Weights.allFinite(point.dimensionality()))) {
                return Optional.of("a number of step %d is not finite".formatted(point.step()));
            }
        }
        return Optional.empty();
    }

    private static boolean finite(double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean finite(PerFeature values) {
        for (int feature = 0; feature < values.count(); feature++) {
            if (!Double.isFinite(values.at(feature))) {
                return false;
            }
        }
        return true;
    }
}
