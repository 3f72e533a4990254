package tegum.worker.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Init;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.plan.KernelKey;
import tegum.random.ActivityTables;
import tegum.random.InitialWeights;
import tegum.random.TrainingKey;

/// The trainings of a launch: one kernel key, and a column for each number that may differ between them.
///
/// | column                                        | shape    |
/// |-----------------------------------------------|----------|
/// | training key, activity tables, initial law    | `[k]`    |
/// | rate, decay, beta1, beta2, epsilon, momentum  | `[k]`    |
/// | density, importance                           | `[k, n]` |
///
/// Activity tables are made once per list of densities. Immutable and thread-safe.
public final class Block {
    private static final int NUMBERS = 6;

    private final KernelKey key;
    private final Schedule schedule;
    private final int[] recordingSteps;
    private final List<TrainingKey> trainingKeys;
    private final double[] density;
    private final double[] importance;
    private final double[] optimizer;
    private final List<Init> inits;
    private final List<ActivityTables> tables;

    private Block(
            KernelKey key, Recipe shared, List<Cell> cells, List<TrainingKey> trainingKeys, SortedSet<Integer> steps) {
        int n = key.shape().features();
        this.key = key;
        this.schedule = shared.schedule();
        this.recordingSteps = steps.stream().mapToInt(Integer::intValue).toArray();
        this.trainingKeys = List.copyOf(trainingKeys);
        this.density = new double[cells.size() * n];
        this.importance = new double[cells.size() * n];
        this.optimizer = new double[cells.size() * NUMBERS];
        List<Init> initColumn = new ArrayList<>();
        List<ActivityTables> tableColumn = new ArrayList<>();
        Map<PerFeature, ActivityTables> made = new HashMap<>();
        for (int index = 0; index < cells.size(); index++) {
            Model model = cells.get(index).model();
            PerFeature densities = densityOf(model);
            System.arraycopy(densities.toArray(), 0, density, index * n, n);
            System.arraycopy(importanceOf(model).toArray(), 0, importance, index * n, n);
            Recipe recipe = cells.get(index).recipe();
            System.arraycopy(numbers(recipe.optimizer()), 0, optimizer, index * NUMBERS, NUMBERS);
            initColumn.add(recipe.init());
            tableColumn.add(made.computeIfAbsent(densities, list -> ActivityTables.of(list, key.batch())));
        }
        this.inits = List.copyOf(initColumn);
        this.tables = List.copyOf(tableColumn);
    }

    /// The block of the given trainings.
    ///
    /// @param cells the cell of each training; all of one kernel key, with independent data
    /// @param trainingKeys the generator's key of each training
    /// @param recordingSteps steps to record besides `ceil(0.9 T)` and `T`, each 1 to T
    /// @throws IllegalArgumentException if the lists are empty or differ in length, a cell has another kernel
    ///     key or data law, or a step is outside its range
    public static Block of(List<Cell> cells, List<TrainingKey> trainingKeys, Collection<Integer> recordingSteps) {
        if (cells.isEmpty() || cells.size() != trainingKeys.size()) {
            throw new IllegalArgumentException("%d cells, %d keys".formatted(cells.size(), trainingKeys.size()));
        }
        Cell first = cells.getFirst();
        KernelKey key = KernelKey.of(first);
        Cell checked = first;
        for (Cell cell : cells) {
            // Replicates of a cell stand side by side: the key is computed once for them.
            if (!cell.equals(checked) && !KernelKey.of(cell).equals(key)) {
                throw new IllegalArgumentException(
                        "a block has one kernel key, not %s and %s".formatted(key, KernelKey.of(cell)));
            }
            checked = cell;
        }
        TreeSet<Integer> steps = new TreeSet<>(recordingSteps);
        steps.add(first.recipe().settlingStep());
        steps.add(key.steps());
        if (steps.getFirst() < 1 || steps.getLast() > key.steps()) {
            throw new IllegalArgumentException("recording steps %s are not all 1 to %d".formatted(steps, key.steps()));
        }
        return new Block(key, first.recipe(), cells, trainingKeys, steps);
    }

    private static PerFeature densityOf(Model model) {
        if (model.data() instanceof DataLaw.Independent independent) {
            return independent.density();
        }
        throw new IllegalArgumentException("a block holds the independent data law, not " + model.data());
    }

    private static PerFeature importanceOf(Model model) {
        return switch (model.loss()) {
            case Loss.SquaredError(PerFeature importance) -> importance;
        };
    }

    private static double[] numbers(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Adam adam ->
                new double[] {adam.rate(), adam.decay(), adam.beta1(), adam.beta2(), adam.epsilon(), 0};
            case Optimizer.AdamW adamW ->
                new double[] {adamW.rate(), adamW.decay(), adamW.beta1(), adamW.beta2(), adamW.epsilon(), 0};
            case Optimizer.Sgd sgd -> new double[] {sgd.rate(), sgd.decay(), 0, 0, 0, sgd.momentum()};
        };
    }

    public KernelKey key() {
        return key;
    }

    /// @throws IllegalArgumentException if this block has another kernel key
    public void requireKey(KernelKey expected) {
        if (!key.equals(expected)) {
            throw new IllegalArgumentException("a session for %s cannot train %s".formatted(expected, key));
        }
    }

    /// Number of trainings `k`.
    public int count() {
        return trainingKeys.size();
    }

    public Schedule schedule() {
        return schedule;
    }

    /// Steps whose parameters are handed out, ascending; ends with T.
    public int[] recordingSteps() {
        return recordingSteps.clone();
    }

    public TrainingKey trainingKey(int index) {
        return trainingKeys.get(index);
    }

    /// Nominal density of a feature.
    public double density(int index, int feature) {
        return density[index * key.shape().features() + feature];
    }

    public double importance(int index, int feature) {
        return importance[index * key.shape().features() + feature];
    }

    /// Tables of the training's data law.
    public ActivityTables tables(int index) {
        return tables.get(index);
    }

    /// `W` before the first step, shape `[m, n]`, row-major.
    public float[] initialWeights(int index) {
        return InitialWeights.drawRowMajor(
                trainingKeys.get(index), key.shape(), inits.get(index), InitialWeights.ENCODER);
    }

    /// Law and scale of the initial weights.
    public Init init(int index) {
        return inits.get(index);
    }

    /// Learning rate before the schedule.
    public double rate(int index) {
        return optimizer[index * NUMBERS];
    }

    public double decay(int index) {
        return optimizer[index * NUMBERS + 1];
    }

    /// 0 for SGD, as [#beta2] and [#epsilon].
    public double beta1(int index) {
        return optimizer[index * NUMBERS + 2];
    }

    public double beta2(int index) {
        return optimizer[index * NUMBERS + 3];
    }

    public double epsilon(int index) {
        return optimizer[index * NUMBERS + 4];
    }

    /// 0 but for SGD.
    public double momentum(int index) {
        return optimizer[index * NUMBERS + 5];
    }
}
