package tegum.coordinator.collect;

import java.util.Arrays;
import tegum.coordinator.dataset.ResultStage;
import tegum.coordinator.dataset.SegmentRows;
import tegum.plan.CellId;
import tegum.plan.Stratum;
import tegum.protocol.ResultColumns;
import tegum.protocol.ResultColumns.TrajectoryColumns;
import tegum.protocol.TrainingResult.TrajectoryPoint;
import tegum.protocol.WorkerReport;

/// The results of a part that are new to the store, and what is kept of each.
final class BookedPart {
    private final FinishedPart part;
    private final StratumBook book;
    /// Which trainings of the part, ascending; the first `count` entries.
    private final int[] trainings;
    private final boolean[] isStored;
    private final String[] keepsWeights;
    private final String[] keepsTrajectory;
    private int count;

    BookedPart(FinishedPart part, StratumBook book) {
        this.part = part;
        this.book = book;
        int most = part.results().count();
        this.trainings = new int[most];
        this.isStored = new boolean[most];
        this.keepsWeights = new String[most];
        this.keepsTrajectory = new String[most];
    }

    /// Takes a training of the part.
    ///
    /// @param storedElsewhere whether another version has stored it, so that only what is kept is written
    /// @param weights `all`, `best` or, if not, empty
    /// @param trajectory `all`, `best` or, if not, empty
    void add(int training, boolean storedElsewhere, String weights, String trajectory) {
        trainings[count] = training;
        isStored[count] = storedElsewhere;
        keepsWeights[count] = weights;
        keepsTrajectory[count] = trajectory;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean keepsTrajectories() {
        return Arrays.stream(keepsTrajectory, 0, count).anyMatch(kept -> !kept.isEmpty());
    }

    /// Writes trainings and weights.
    void write(ResultStage stage) {
        WorkerReport.Done done = part.done();
        stage.from(new ResultStage.Origin(
                done.engine().numerics(),
                done.engine().engine(),
                done.engine().device(),
                done.engine().build(),
                done.worker().name(),
                done.lease().toString()));
        ResultColumns results = part.results();
        Stratum stratum = book.stratum();
        each((training, measured, at) -> {
            long index = results.indices()[training];
            ResultStage.Booking booking =
                    new ResultStage.Booking(cell(index), stratum.replicate(index), isStored[at], keepsWeights[at]);
            if (measured < 0) {
                stage.diverged(stratum.key().shape(), results, training, booking);
            } else {
                stage.measured(stratum.key().shape(), results, training, measured, booking);
            }
        });
    }

    private CellId cell(long index) {
        return book.cellId(book.sweep().plan(), book.stratum().position(index));
    }

    /// Writes the recorded steps that are kept, each training's last from what was measured after it.
    void writeTrajectories(SegmentRows rows) {
        ResultColumns.MeasuredColumns numbers = part.results().numbers();
        int n = numbers.shape().features();
        each((training, measured, at) -> {
            if (measured < 0 || keepsTrajectory[at].isEmpty()) {
                return;
            }
            TrajectoryColumns all = numbers.trajectories();
            for (int point = all.from()[measured]; point < all.from()[measured + 1]; point++) {
                write(
                        rows,
                        training,
                        new TrajectoryPoint(
                                all.step()[point],
                                all.loss()[point],
                                all.trainLoss()[point],
                                Arrays.copyOfRange(all.norm(), point * n, (point + 1) * n),
                                Arrays.copyOfRange(all.dimensionality(), point * n, (point + 1) * n)),
                        keepsTrajectory[at]);
            }
            write(
                    rows,
                    training,
                    new TrajectoryPoint(
                            book.stratum().key().steps(),
                            numbers.losses().loss()[measured],
                            numbers.losses().trainLoss()[measured],
                            floats(numbers.features().norm(), measured * n, n),
                            floats(numbers.features().dimensionality(), measured * n, n)),
                    keepsTrajectory[at]);
        });
    }

    private void write(SegmentRows rows, int training, TrajectoryPoint point, String kept) {
        long index = part.results().indices()[training];
        rows.text(cell(index).toString())
                .number(book.sweep().spec().seed())
                .number(book.stratum().replicate(index))
                .text(part.done().engine().numerics())
                .number(point.step())
                .number(point.loss())
                .number(point.trainLoss())
                .numbers(point.norm())
                .numbers(point.dimensionality())
                .text(kept)
                .end();
    }

    private static float[] floats(double[] values, int from, int count) {
        float[] floats = new float[count];
        for (int k = 0; k < count; k++) {
            floats[k] = (float) values[from + k];
        }
        return floats;
    }

    private interface Visit {
        /// @param training which of the part
        /// @param measured which of its measured ones; -1 if it diverged
        /// @param at which of the booked ones
        void training(int training, int measured, int at);
    }

    private void each(Visit visit) {
        boolean[] isMeasured = part.results().isMeasured();
        int measured = 0;
        int at = 0;
        for (int training = 0; at < count; training++) {
            if (training == trainings[at]) {
                visit.training(training, isMeasured[training] ? measured : -1, at);
                at++;
            }
            measured += isMeasured[training] ? 1 : 0;
        }
    }
}
