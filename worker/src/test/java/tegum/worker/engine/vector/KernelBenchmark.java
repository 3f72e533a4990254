package tegum.worker.engine.vector;

import java.util.ArrayList;
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
import tegum.worker.engine.Block;
import tegum.worker.engine.Trainings;

/// Time of a step of 1,024 samples in the kernel that a cell gets, and in its inputs, apart.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
    private static final int BATCH = 1024;

    @Param({"2x1", "3x2", "5x2", "20x5", "80x20", "200x20"})
    public String shape = "";

    @Param({"1", "0.1", "0.01"})
    public double density;

    private record Chunk(float[] x, int at, int rows) {}

    private final List<Chunk> chunks = new ArrayList<>();
    private Workspace workspace;
    private float[] parameters;
    private float[] importance;
    private int step;

    /// Draws one step's inputs, which the kernel then sees again and again.
    @Setup(Level.Trial)
    public void draw() {
        int cross = shape.indexOf('x');
        int features = Integer.parseInt(shape.substring(0, cross));
        int hidden = Integer.parseInt(shape.substring(cross + 1));
        Block block = Trainings.replicates(Trainings.relu(features, hidden, density, 1000, BATCH), 1, List.of());
        workspace = new Workspace(block.key(), block.tables(0));
        Layout layout = workspace.kernel.layout();
        parameters = layout.parameters(block.initialWeights(0));
        importance = new float[layout.paddedFeatures()];
        for (int i = 0; i < features; i++) {
            importance[i] = (float) block.importance(0, i);
        }
        workspace.inputs.bind(block.tables(0), block.trainingKey(0), Integer.MAX_VALUE);
        workspace.inputs.begin(1);
        for (int rows = workspace.inputs.next(); rows >= 0; rows = workspace.inputs.next()) {
            chunks.add(new Chunk(workspace.inputs.x().clone(), workspace.inputs.at(), rows));
        }
    }

    /// Gradient and loss of a step.
    @Benchmark
    public float[] kernel() {
        workspace.kernel.begin(parameters, importance);
        for (Chunk chunk : chunks) {
            if (chunk.rows > 0) {
                workspace.kernel.add(chunk.x, chunk.at, workspace.inputs.stride(), chunk.rows);
            }
        }
        return workspace.kernel.sums();
    }

    /// Inputs of a step.
    @Benchmark
    public int inputs() {
        step = step % 1000 + 1;
        workspace.inputs.begin(step);
        int samples = 0;
        for (int rows = workspace.inputs.next(); rows >= 0; rows = workspace.inputs.next()) {
            samples += rows;
        }
        return samples;
    }
}
