package tegum.coordinator.collect;

import java.util.List;
import tegum.coordinator.dataset.SegmentRows;
import tegum.measure.Component;
import tegum.measure.Measurement;
import tegum.measure.Outcome;
import tegum.plan.CellColumns;
import tegum.plan.CellId;
import tegum.plan.PlannedCell;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.Measured;
import tegum.protocol.TrainingResult.TrajectoryPoint;
import tegum.protocol.WorkerReport;

/// Writes results as rows, in the order of the dictionary's columns.
final class ResultRows {
    private static final int NUMBERS_OF_A_TRAINING = 10;
    private static final int LISTS_OF_A_TRAINING = 9;

    private ResultRows() {}

    /// A result on its way into the store.
    ///
    /// @param done the report that brought it
    /// @param isStored whether another version has stored the training, so that only what is kept is written
    /// @param keepsWeights `all`, `best` or, if not, empty
    /// @param keepsTrajectory `all`, `best` or, if not, empty
    record Row(
            StratumBook stratum,
            CellId cell,
            int replicate,
            WorkerReport.Done done,
            TrainingResult result,
            boolean isStored,
            String keepsWeights,
            String keepsTrajectory) {

        String numerics() {
            return done.engine().numerics();
        }
    }

    private static void key(SegmentRows rows, Row row) {
        rows.text(row.cell().toString())
                .number(row.stratum().sweep().spec().seed())
                .number(row.replicate())
                .text(row.numerics());
    }

    static void training(SegmentRows rows, Row row) {
        key(rows, row);
        rows.text(row.stratum().sweep().measurement());
        switch (row.result()) {
            case TrainingResult.Diverged _ -> rows.text(Outcome.DIVERGED.text()).absent(NUMBERS_OF_A_TRAINING);
            case Measured measured -> numbers(rows, measured);
        }
        WorkerReport.Provenance engine = row.done().engine();
        rows.text(engine.engine())
                .text(engine.device())
                .text(engine.build())
                .text(row.done().worker().name())
                .text(row.done().lease().toString())
                .number(row.result().millis());
        SweepVersion sweep = row.done().sweep();
        switch (row.result()) {
            case TrainingResult.Diverged _ ->
                rows.absent(1).text(sweep.name()).number(sweep.version()).absent(1 + LISTS_OF_A_TRAINING);
            case Measured measured -> {
                rows.text(measured.digest().text())
                        .text(sweep.name())
                        .number(sweep.version())
                        .absent(1);
                lists(rows, measured.measurement());
            }
        }
        rows.end();
    }

    private static void numbers(SegmentRows rows, Measured measured) {
        Measurement measurement = measured.measurement();
        TrainingResult.Losses losses = measured.losses();
        rows.text((losses.settled() ? Outcome.CONVERGED : Outcome.UNSETTLED).text())
                .number(losses.loss())
                .number(losses.lossSe())
                .number(losses.trainLoss())
                .number(losses.slope())
                .number(measurement.frobeniusSq())
                .number(measurement.dimsPerFeature())
                .number(measurement.dimensionalitySum())
                .number(measurement.interferenceMean())
                .number(measurement.rank())
                .text(measurement.composition());
    }

    private static void lists(SegmentRows rows, Measurement measurement) {
        List<Component> components = measurement.components();
        rows.numbers(measurement.norm().toArray())
                .numbers(measurement.dimensionality().toArray())
                .numbers(measurement.interference().toArray())
                .numbers(measurement.bias().toArray())
                .texts(components.stream().map(part -> part.shape().text()).toList())
                .numbers(components.stream().mapToInt(Component::rank).toArray())
                .numbers(components.stream()
                        .mapToDouble(Component::dimensionality)
                        .toArray())
                .numbers(components.stream().mapToInt(Component::size).toArray())
                .numbers(components.stream()
                        .flatMap(part -> part.members().stream())
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    static void weights(SegmentRows rows, Row row, Measured measured) {
        key(rows, row);
        rows.number(measured.losses().loss())
                .text(row.keepsWeights())
                .number(measured.measurement().shape().hidden())
                .number(measured.measurement().shape().features())
                .numbers(measured.weights().w())
                .numbers(measured.weights().b())
                .end();
    }

    /// The recorded steps, and the last one from what was measured after it.
    static void trajectory(SegmentRows rows, Row row, Measured measured) {
        for (TrajectoryPoint point : measured.trajectory()) {
            point(rows, row, point);
        }
        Measurement last = measured.measurement();
        point(
                rows,
                row,
                new TrajectoryPoint(
                        row.stratum().stratum().key().steps(),
                        measured.losses().loss(),
                        measured.losses().trainLoss(),
                        floats(last.norm().toArray()),
                        floats(last.dimensionality().toArray())));
    }

    private static void point(SegmentRows rows, Row row, TrajectoryPoint point) {
        key(rows, row);
        rows.number(point.step())
                .number(point.loss())
                .number(point.trainLoss())
                .numbers(point.norm())
                .numbers(point.dimensionality())
                .text(row.keepsTrajectory())
                .end();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            floats[k] = (float) values[k];
        }
        return floats;
    }

    static void sweepCell(SegmentRows rows, SweepVersion sweep, PlannedCell cell) {
        rows.text(sweep.name())
                .number(sweep.version())
                .text(cell.id().toString())
                .number(cell.where().stratum())
                .number(cell.where().position())
                .numbers(cell.axisIndices())
                .end();
    }

    static void cell(SegmentRows rows, PlannedCell cell) {
        CellColumns columns = cell.columns();
        rows.text(cell.id().toString())
                .text(columns.family())
                .number(columns.features())
                .number(columns.hidden())
                .flag(columns.bias())
                .text(columns.law())
                .text(columns.values())
                .number(columns.density())
                .number(columns.importance())
                .number(columns.importanceRatio())
                .text(columns.optimizer())
                .number(columns.rate())
                .number(columns.decay())
                .text(columns.schedule())
                .text(columns.init())
                .number(columns.initScale())
                .number(columns.steps())
                .number(columns.batch())
                .text(cell.params())
                .end();
    }
}
