package tegum.measure;

import java.util.Optional;
import tegum.model.Model;
import tegum.random.EvaluationLaw;
import tegum.random.TrainingKey;

/// The loss of trained weights on the evaluation inputs of their cell, by activity class with exact weights.
///
/// | class           | loss                                                                    |
/// |-----------------|-------------------------------------------------------------------------|
/// | none active     | closed form                                                             |
/// | one active      | mean over 256 midpoints of each feature                                 |
/// | two and more    | mean over drawn samples, in nested powers of two from 2¹² to 2²⁰ at most |
///
/// Samples are added until the standard error is at most 0.5 % of the loss. Only the third class is random: with weight
/// `w`, N samples and sample variance `s²` of their losses the standard error of the whole is `w s / sqrt N`. Where the
/// shortest evaluation does not suffice, the losses are corrected by [OwnErrors], whose mean is known: the same samples
/// then say up to a hundred times as much, see [ControlledSums]. The third class of a linear output has a closed form
/// and draws nothing.
///
/// One for all replicates of a cell, which therefore see the same inputs. Thread-safe; inputs are drawn when first
/// needed. In double with a fixed order of summation: the same weights give the same bits everywhere.
///
/// Source: SCIENCE section 1, "Evaluation"; DESIGN section 5, "Evaluation".
public final class Evaluator {
    /// Drawn samples of the shortest evaluation.
    public static final int LEAST_SAMPLES = 1 << 12;

    /// Drawn samples of the longest evaluation.
    public static final int MOST_SAMPLES = 1 << 20;

    /// Standard error, as a share of the loss, at which an evaluation is long enough.
    public static final double RELATIVE_ERROR = 0.005;

    /// Below this many features the lists of active ones cost more than they save.
    private static final int LISTED_FROM = 24;

    /// Of an evaluator without inputs: mostly the places of its blocks.
    private static final long OWN_BYTES = 16_000;

    private final Model model;
    private final TiedModel tied;
    private final FewActive few;
    private final CrowdChances crowd;
    private final boolean listed;
    private final CrowdInputs inputs;

    private Evaluator(Model model, TrainingKey evaluationKey) {
        this.model = model;
        this.tied = TiedModel.of(model);
        EvaluationLaw law = EvaluationLaw.of(tied.density());
        this.few = new FewActive(tied, law);
        this.crowd = CrowdChances.of(law);
        this.listed = tied.features() >= LISTED_FROM
                && crowd.activeCount() < model.shape().hidden();
        this.inputs = new CrowdInputs(tied, law, evaluationKey, listed);
    }

    /// The evaluator of a cell.
    ///
    /// @param evaluationKey the key of replicate [TrainingKey#EVALUATION_REPLICATE]
    /// @throws IllegalArgumentException if the model is not supported
    public static Evaluator forCell(Model model, TrainingKey evaluationKey) {
        return new Evaluator(model, evaluationKey);
    }

    /// Why a model cannot be evaluated; empty when it can.
    public static Optional<String> unsupported(Model model) {
        return TiedModel.unsupported(model);
    }

    /// The loss of one set of weights.
    ///
    /// @param w `[m, n]` row-major
    /// @param b `[n]`
    /// @throws IllegalArgumentException if a length does not fit the shape or a number is not finite
    public Evaluation evaluate(float[] w, float[] b) {
        return evaluate(Weights.of(w, b, model.shape()));
    }

    /// The loss of one set of weights.
    public Evaluation evaluate(Weights weights) {
        return crowd(weights).evaluation();
    }

    /// The loss after the last step, and whether it has settled.
    ///
    /// The earlier weights are evaluated on exactly the samples that the last ones needed.
    ///
    /// @param settling weights at step `ceil(0.9 T)`
    /// @param last weights after step `T`
    public Assessment assess(Weights settling, Weights last) {
        Crowd end = crowd(last);
        double earlier = few.split(settling).loss() + repeated(settling, end).loss();
        return new Assessment(end.evaluation(), Convergence.of(new Evaluation(earlier, 0.0), end.evaluation()));
    }

    /// The loss by what causes it; its sum is the loss of [#evaluate].
    public LossSplit split(Weights weights) {
        LossSplit split = few.split(weights);
        return new LossSplit(
                split.benefit(),
                split.interference(),
                split.bias(),
                crowd(weights).loss());
    }

    /// Bytes that are kept for the next replicate: about, and the inputs above all.
    long bytes() {
        return OWN_BYTES + (long) Double.BYTES * tied.features() * 8 + inputs.keptBytes();
    }

    /// `E ‖x‖` of the cell's inputs: by activity class, the third from [#LEAST_SAMPLES] samples.
    public double meanInputNorm() {
        double norms = 0.0;
        for (int index = 0; crowd.weight() > 0 && index < LEAST_SAMPLES / CrowdInputs.BLOCK; index++) {
            norms += inputs.block(index).sumOfNorms();
        }
        return few.meanInputNorm() + crowd.weight() * (norms / LEAST_SAMPLES);
    }

    /// What two and more active features add to a loss.
    ///
    /// @param evaluation of all three classes
    /// @param loss the third class's part of it
    /// @param samples drawn ones
    /// @param controlled whether the losses were corrected by their control
    record Crowd(Evaluation evaluation, double loss, int samples, boolean controlled) {}

    Crowd crowd(Weights weights) {
        double exact = few.split(weights).loss();
        if (crowd.weight() == 0) {
            return new Crowd(new Evaluation(exact, 0.0), 0.0, 0, false);
        }
        if (!tied.rectified()) {
            double loss = LinearCrowd.loss(tied, weights, crowd);
            return new Crowd(new Evaluation(exact + loss, 0.0), loss, 0, false);
        }
        CrowdLoss loss = CrowdLoss.of(tied, weights, listed);
        double[][] shortest = shortest(loss);
        Crowd plain = plain(shortest, exact);
        if (settles(plain)) {
            return plain;
        }
        OwnErrors control = new OwnErrors(tied, weights, crowd, listed);
        ControlledSums sums = new ControlledSums();
        for (int block = 0; block < shortest.length; block++) {
            sums.add(shortest[block], control.of(inputs.block(block)));
        }
        for (int samples = LEAST_SAMPLES; ; samples *= 2) {
            Crowd controlled = controlled(sums, loss, control, exact, samples);
            if (settles(controlled) || samples == MOST_SAMPLES) {
                return controlled;
            }
        }
    }

    private static boolean settles(Crowd crowd) {
        return crowd.evaluation().lossSe()
                <= RELATIVE_ERROR * crowd.evaluation().loss();
    }

    /// The class under other weights, in the same way and on the same samples.
    private Crowd repeated(Weights weights, Crowd as) {
        if (as.samples() == 0) {
            return crowd(weights);
        }
        CrowdLoss loss = CrowdLoss.of(tied, weights, listed);
        return as.controlled()
                ? controlled(new ControlledSums(), loss, new OwnErrors(tied, weights, crowd, listed), 0.0, as.samples())
                : plain(shortest(loss), 0.0);
    }

    /// The losses of the shortest evaluation, block by block.
    private double[][] shortest(CrowdLoss loss) {
        double[][] losses = new double[LEAST_SAMPLES / CrowdInputs.BLOCK][];
        for (int block = 0; block < losses.length; block++) {
            losses[block] = loss.of(inputs.block(block)).clone();
        }
        return losses;
    }

    private Crowd plain(double[][] losses, double exact) {
        LaneSums sums = new LaneSums();
        for (double[] block : losses) {
            sums.add(block);
        }
        double part = crowd.weight() * sums.mean();
        double error = crowd.weight() * sums.standardError();
        return new Crowd(new Evaluation(exact + part, error), part, LEAST_SAMPLES, false);
    }

    private Crowd controlled(ControlledSums sums, CrowdLoss loss, OwnErrors control, double exact, int samples) {
        while (sums.count() < samples) {
            CrowdInputs.Block block = inputs.block(sums.count() / CrowdInputs.BLOCK);
            sums.add(loss.of(block), control.of(block));
        }
        ControlledSums.Mean mean = sums.mean(control.mean());
        double part = crowd.weight() * mean.value();
        double error = crowd.weight() * mean.standardError();
        return new Crowd(new Evaluation(exact + part, error), part, samples, true);
    }
}
