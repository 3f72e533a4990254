package tegum.worker.engine.vector;

import java.util.stream.IntStream;
import tegum.model.Schedule;

/// The factors of a schedule, computed once for all trainings of a launch: a cosine costs as much as half a step of
/// the smallest models.
final class ScheduleTable {
    /// Most steps that are kept, half a megabyte; later ones are computed.
    private static final int MOST = 1 << 16;

    private final Schedule schedule;
    private final int steps;
    private final double[] factors;

    ScheduleTable(Schedule schedule, int steps) {
        this.schedule = schedule;
        this.steps = steps;
        this.factors = IntStream.rangeClosed(1, Math.min(steps, MOST))
                .mapToDouble(step -> schedule.factor(step, steps))
                .toArray();
    }

    /// The factor in one step, 1 to the last.
    double factor(int step) {
        return step <= factors.length ? factors[step - 1] : schedule.factor(step, steps);
    }
}
