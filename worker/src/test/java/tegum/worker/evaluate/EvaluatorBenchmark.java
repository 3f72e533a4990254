package tegum.worker.evaluate;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tegum.measure.Evaluation;
import tegum.measure.Evaluator;
import tegum.model.Cell;
import tegum.random.TrainingKey;
import tegum.worker.engine.Block;
import tegum.worker.engine.Trainings;
import tegum.worker.engine.vector.VectorEngine;

/// Time of one evaluation of a trained model, its inputs drawn already, as most replicates of a cell find them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvaluatorBenchmark {
    private static final int STEPS = 500;

    @Param({"2x1", "5x2", "20x5", "80x20"})
    public String shape = "";

    @Param({"1", "0.1", "0.01"})
    public double density;

    private Evaluator evaluator;
    private Trainings.Recorded trained;

    /// Trains for a while, because a random model needs fewer samples than one that is good.
    @Setup(Level.Trial)
    public void train() {
        int cross = shape.indexOf('x');
        Cell cell = Trainings.relu(
                Integer.parseInt(shape.substring(0, cross)),
                Integer.parseInt(shape.substring(cross + 1)),
                density,
                STEPS,
                1024);
        Block block = Trainings.replicates(cell, 1, List.of());
        trained = Trainings.train(new VectorEngine(), 1, block, STEPS).getLast();
        evaluator = Evaluator.forCell(cell.model(), Trainings.key(TrainingKey.EVALUATION_REPLICATE));
        evaluator.evaluate(trained.weights(), trained.bias());
    }

    /// Loss and its standard error.
    @Benchmark
    public Evaluation evaluate() {
        return evaluator.evaluate(trained.weights(), trained.bias());
    }
}
