package tegum.coordinator.collect;

import java.util.Arrays;
import java.util.Optional;
import tegum.measure.Convergence;
import tegum.model.Shape;
import tegum.plan.IndexRange;
import tegum.protocol.ResultColumns;
import tegum.protocol.ResultColumns.ComponentColumns;
import tegum.protocol.ResultColumns.FeatureColumns;
import tegum.protocol.ResultColumns.LossColumns;
import tegum.protocol.ResultColumns.MeasuredColumns;
import tegum.protocol.ResultColumns.TrajectoryColumns;
import tegum.protocol.ResultColumns.WeightColumns;
import tegum.protocol.WorkerReport;
import tegum.spec.Keep;

/// Checks that a part is what it says it is, so that a broken worker cannot spoil a store.
final class PartCheck {
    private static final String NOT_FINITE = "a number is not finite, though it did not diverge";

    private PartCheck() {}

    /// Why a part is to be rejected; empty if it is sound.
    static Optional<String> problem(FinishedPart part, StratumBook stratum) {
        return frameProblem(part.done(), part.results().count(), stratum)
                .or(() -> indexProblem(part))
                .or(() -> contentProblem(part.results(), stratum));
    }

    private static Optional<String> frameProblem(WorkerReport.Done done, int results, StratumBook stratum) {
        if (done.indices().isEmpty()) {
            return Optional.of("the part is empty");
        }
        long last = done.indices().ranges().getLast().to();
        if (last > stratum.stratum().trainings()) {
            return Optional.of("index %d of %d trainings"
                    .formatted(last - 1, stratum.stratum().trainings()));
        }
        String numerics = done.engine().numerics();
        if (!stratum.hasNumerics(numerics)) {
            return Optional.of("trained with %s, but the stratum is %s"
                    .formatted(numerics, stratum.record().resolution()));
        }
        return results == done.indices().count()
                ? Optional.empty()
                : Optional.of("%d results for %d trainings"
                        .formatted(results, done.indices().count()));
    }

    private static Optional<String> indexProblem(FinishedPart part) {
        int at = 0;
        for (IndexRange range : part.done().indices().ranges()) {
            for (long index = range.from(); index < range.to(); index++) {
                long found = part.results().indices()[at++];
                if (found != index) {
                    return Optional.of("training %d where %d should be".formatted(found, index));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> contentProblem(ResultColumns results, StratumBook stratum) {
        Shape shape = stratum.stratum().key().shape();
        MeasuredColumns numbers = results.numbers();
        if (numbers.count() > 0 && !numbers.shape().equals(shape)) {
            return Optional.of("its shape is %s, not %s".formatted(numbers.shape(), shape));
        }
        Keep.Amount weights = Kept.of(stratum.sweep().spec(), shape).weights();
        int steps = stratum.stratum().key().steps();
        int measured = 0;
        for (int training = 0; training < results.count(); training++) {
            Optional<String> problem = timeProblem(results.millis()[training]);
            if (results.isMeasured()[training]) {
                int k = measured++;
                problem = problem.or(() -> lossesProblem(numbers.losses(), k))
                        .or(() -> sumsProblem(numbers, k))
                        .or(() -> componentsProblem(numbers.components(), k, shape))
                        .or(() -> weightsProblem(numbers.weights(), k, shape, weights))
                        .or(() -> trajectoryProblem(numbers.trajectories(), k, shape, steps));
            }
            if (problem.isPresent()) {
                long index = results.indices()[training];
                return problem.map(text -> "training %d: %s".formatted(index, text));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> timeProblem(float millis) {
        return millis >= 0 && Float.isFinite(millis) ? Optional.empty() : Optional.of("its time is " + millis + " ms");
    }

    private static Optional<String> lossesProblem(LossColumns losses, int k) {
        double loss = losses.loss()[k];
        double lossSe = losses.lossSe()[k];
        double slope = losses.slope()[k];
        if (!(loss >= 0 && lossSe >= 0)) {
            return Optional.of("its loss is %s +- %s".formatted(loss, lossSe));
        }
        if (!(Double.isFinite(loss)
                && Double.isFinite(lossSe)
                && Double.isFinite(losses.trainLoss()[k])
                && Double.isFinite(slope))) {
            return Optional.of(NOT_FINITE);
        }
        return losses.settled()[k] == slope > Convergence.UNSETTLED_ABOVE
                ? Optional.of("its slope is %s, and it says that it %s"
                        .formatted(slope, losses.settled()[k] ? "has settled" : "has not settled"))
                : Optional.empty();
    }

    private static Optional<String> sumsProblem(MeasuredColumns numbers, int k) {
        int n = numbers.shape().features();
        FeatureColumns features = numbers.features();
        return Double.isFinite(numbers.sums().frobeniusSq()[k])
                        && Double.isFinite(numbers.sums().dimensionalitySum()[k])
                        && Double.isFinite(numbers.sums().interferenceMean()[k])
                        && finite(features.norm(), k * n, n)
                        && finite(features.dimensionality(), k * n, n)
                        && finite(features.interference(), k * n, n)
                        && finite(features.bias(), k * n, n)
                ? Optional.empty()
                : Optional.of(NOT_FINITE);
    }

    /// Components share no feature, so together they have at most as many members as the model has features.
    private static Optional<String> componentsProblem(ComponentColumns components, int k, Shape shape) {
        int[] memberFrom = components.memberFrom();
        int first = components.from()[k];
        int end = components.from()[k + 1];
        if (memberFrom[end] - memberFrom[first] > shape.features()) {
            return Optional.of("its components have %d members, of %d features"
                    .formatted(memberFrom[end] - memberFrom[first], shape.features()));
        }
        for (int c = first; c < end; c++) {
            // Members ascend, so the first and the last tell.
            if (components.members()[memberFrom[c]] < 0
                    || components.members()[memberFrom[c + 1] - 1] >= shape.features()) {
                int[] members = Arrays.copyOfRange(components.members(), memberFrom[c], memberFrom[c + 1]);
                return Optional.of(
                        "a component of the features %s of %d".formatted(Arrays.toString(members), shape.features()));
            }
            if (!Double.isFinite(components.dimensionality()[c])) {
                return Optional.of(
                        "the dimensionality of a component is " + components.dimensionality()[c]);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> weightsProblem(WeightColumns weights, int k, Shape shape, Keep.Amount kept) {
        int at = weights.at()[k];
        if (at < 0) {
            return kept == Keep.Amount.NONE
                    ? Optional.empty()
                    : Optional.of("it has no weights, and the sweep keeps them");
        }
        return finite(weights.w(), at * shape.weights(), shape.weights())
                        && finite(weights.b(), at * shape.features(), shape.features())
                ? Optional.empty()
                : Optional.of("a weight is not finite, though it did not diverge");
    }

    private static Optional<String> trajectoryProblem(TrajectoryColumns all, int k, Shape shape, int steps) {
        int n = shape.features();
        int before = 0;
        for (int point = all.from()[k]; point < all.from()[k + 1]; point++) {
            int step = all.step()[point];
            if (step <= before || step >= steps) {
                return Optional.of("step %d after step %d of %d".formatted(step, before, steps));
            }
            before = step;
            if (!(Double.isFinite(all.loss()[point])
                    && Double.isFinite(all.trainLoss()[point])
                    && finite(all.norm(), point * n, n)
                    && finite(all.dimensionality(), point * n, n))) {
                return Optional.of("a number of step %d is not finite".formatted(step));
            }
        }
        return Optional.empty();
    }

    private static boolean finite(double[] column, int from, int count) {
        for (int k = from; k < from + count; k++) {
            if (!Double.isFinite(column[k])) {
                return false;
            }
        }
        return true;
    }

    private static boolean finite(float[] column, int from, int count) {
        for (int k = from; k < from + count; k++) {
            if (!Float.isFinite(column[k])) {
                return false;
            }
        }
        return true;
    }
}
