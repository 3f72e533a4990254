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
/// `w`, N samples and sample variance `s²` of their losses the standard error of the whole is `w s / sqrt N`.
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
    private final double crowdWeight;
    private final boolean listed;
    private final CrowdInputs inputs;

    private Evaluator(Model model, TrainingKey evaluationKey) {
        this.model = model;
        this.tied = TiedModel.of(model);
        EvaluationLaw law = EvaluationLaw.of(tied.density());
        this.few = new FewActive(tied, law);
        this.crowdWeight = law.manyWeight();
        this.listed = tied.features() >= LISTED_FROM
                && activeInCrowd(law) < model.shape().hidden();
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

    /// Expected number of active features, given that there are two or more.
    private static double activeInCrowd(EvaluationLaw law) {
        double active = 0.0;
        for (int feature = 0; feature < law.features(); feature++) {
            active += law.density(feature) - law.oneWeight(feature);
        }
        return law.manyWeight() == 0 ? 0.0 : active / law.manyWeight();
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
        return measured(weights).evaluation();
    }

    /// The loss after the last step, and whether it has settled since step `ceil(0.9 T)`.
    ///
    /// The earlier weights are evaluated on exactly the samples that the last ones needed.
    ///
    /// @param settling weights at step `ceil(0.9 T)`
    /// @param last weights after step `T`
    public Assessment assess(Weights settling, Weights last) {
        Measured end = measured(last);
        double earlier = few.split(settling).loss() + crowd(settling, end.samples());
        return new Assessment(end.evaluation(), Convergence.of(new Evaluation(earlier, 0.0), end.evaluation()));
    }

    /// The loss by what causes it; its sum is the loss of [#evaluate].
    public LossSplit split(Weights weights) {
        LossSplit split = few.split(weights);
        double crowd = crowd(weights, measured(weights).samples());
        return new LossSplit(split.benefit(), split.interference(), split.bias(), crowd);
    }

    /// Bytes that are kept for the next replicate: about, and the inputs above all.
    long bytes() {
        return OWN_BYTES + (long) Double.BYTES * tied.features() * 8 + inputs.keptBytes();
    }

    /// `E ‖x‖` of the cell's inputs: by activity class, the third from [#LEAST_SAMPLES] samples.
    public double meanInputNorm() {
        double crowd = 0.0;
        for (int index = 0; crowdWeight > 0 && index < LEAST_SAMPLES / CrowdInputs.BLOCK; index++) {
            crowd += inputs.block(index).sumOfNorms();
        }
        return few.meanInputNorm() + crowdWeight * (crowd / LEAST_SAMPLES);
    }

    /// An evaluation and how many samples it drew.
    record Measured(Evaluation evaluation, int samples) {}

    Measured measured(Weights weights) {
        double exact = few.split(weights).loss();
        if (crowdWeight == 0) {
            return new Measured(new Evaluation(exact, 0.0), 0);
        }
        CrowdLoss loss = CrowdLoss.of(tied, weights, listed);
        LaneSums sums = new LaneSums();
        for (int samples = LEAST_SAMPLES; ; samples *= 2) {
            extend(sums, loss, samples);
            double total = exact + crowdWeight * sums.mean();
            double error = crowdWeight * sums.standardError();
            if (error <= RELATIVE_ERROR * total || samples == MOST_SAMPLES) {
                return new Measured(new Evaluation(total, error), samples);
            }
        }
    }

    private double crowd(Weights weights, int samples) {
        if (samples == 0) {
            return 0.0;
        }
        LaneSums sums = new LaneSums();
        extend(sums, CrowdLoss.of(tied, weights, listed), samples);
        return crowdWeight * sums.mean();
    }

    private void extend(LaneSums sums, CrowdLoss loss, int samples) {
        while (sums.count() < samples) {
            sums.add(loss.of(inputs.block(sums.count() / CrowdInputs.BLOCK)));
        }
    }
}
