package tegum.coordinator.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tegum.measure.Measurement;
import tegum.measure.Thresholds;
import tegum.model.Shape;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.plan.PlannedCell;
import tegum.plan.Stratum;
import tegum.protocol.LeaseId;
import tegum.protocol.ResultColumns;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;

/// Makes results as a worker would report them, without training: each depends on its cell and replicate alone.
final class Trainings {
    static final String NUMERICS = "vector/1";

    private Trainings() {}

    /// A sweep of (2,1) over importance and density.
    static String yaml(String name, String ratios, String densities, int replicates) {
        return """
                name: %s
                model: {features: 2, hidden: 1, output: relu}
                data: {law: independent, density: $p}
                importance: [1, $r]
                axes:
                  r: %s
                  p: %s
                train: {steps: 100, batch: 64}
                replicates: %d
                """.formatted(name, ratios, densities, replicates);
    }

    static FinishedPart part(SweepVersion sweep, Plan plan, int stratum, IndexSet indices) {
        return part(sweep, plan, stratum, indices, 0);
    }

    static FinishedPart part(SweepVersion sweep, Plan plan, int stratum, IndexSet indices, long lease) {
        List<TrainingResult> results = new ArrayList<>();
        Stratum at = plan.strata().get(stratum);
        indices.indices()
                .forEachOrdered(index -> results.add(result(
                        plan.cell(stratum, at.position(index)),
                        index,
                        at.replicate(index),
                        at.key().shape())));
        WorkerReport.Done done = new WorkerReport.Done(
                new WorkerId("w1"),
                new LeaseId(1, lease),
                sweep,
                stratum,
                indices,
                0,
                1,
                new WorkerReport.Provenance("vector", NUMERICS, "cpu", "test"),
                1000L,
                new byte[0]);
        return new FinishedPart(done, ResultColumns.of(results));
    }

    static FinishedPart part(SweepVersion sweep, Plan plan, int stratum, long from, long to) {
        return part(sweep, plan, stratum, IndexSet.of(new IndexRange(from, to)));
    }

    /// One training in ten diverges.
    static TrainingResult result(PlannedCell cell, long index, int replicate, Shape shape) {
        SplittableRandom random = new SplittableRandom(cell.id().low() ^ (replicate * 0x9E3779B97F4A7C15L));
        if (random.nextInt(10) == 0) {
            return new TrainingResult.Diverged(index, 1f);
        }
        float[] w = new float[shape.weights()];
        float[] b = new float[shape.features()];
        for (int k = 0; k < w.length; k++) {
            w[k] = (float) random.nextDouble(-1.2, 1.2);
        }
        for (int k = 0; k < b.length; k++) {
            b[k] = (float) random.nextDouble(-0.3, 0.1);
        }
        double loss = random.nextDouble(0.001, 0.1);
        return new TrainingResult.Measured(
                index,
                1.5f,
                new TrainingResult.Losses(loss, loss / 200, loss * 1.1, 0.001, true),
                Measurement.of(w, b, shape, Thresholds.DEFAULT),
                new TrainingResult.Weights(w, b),
                TrainingResult.WeightsDigest.of(w, b),
                List.of());
    }
}
