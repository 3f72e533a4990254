package tegum.plan;

import java.util.OptionalDouble;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Init;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.model.Target;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// A cell's parameters as plain columns, where each is one number or word; `params` has them all.
///
/// @param family maps and target in a word: `tied-relu`, `tied-linear`, `untied-relu-relu-abs`
/// (hidden, output, target)
/// @param features number of features n
/// @param hidden number of hidden dimensions m
/// @param bias whether an output bias is trained
/// @param law data law as a spec spells it
/// @param values value law as a spec spells it
/// @param density probability that a feature (or its set) is active, where it is one for all; dimensionless
/// @param importance importance of the features, where it is one for all; dimensionless
/// @param importanceRatio ratio of successive importances, where the spec gives it as `geometric`; dimensionless
/// @param steps number of training steps T
/// @param batch samples a step B
/// @param optimizer `adamw`, `adam` or `sgd`
/// @param rate learning rate before the schedule; per step
/// @param decay weight decay; dimensionless
/// @param schedule `constant`, `linear`, `cosine` or `warmup-cosine`
/// @param init `normal` or `uniform`
/// @param initScale standard deviation, or half width, of the initial weights
public record CellColumns(
        String family,
        int features,
        int hidden,
        boolean bias,
        String law,
        String values,
        OptionalDouble density,
        OptionalDouble importance,
        OptionalDouble importanceRatio,
        int steps,
        int batch,
        String optimizer,
        double rate,
        double decay,
        String schedule,
        String init,
        double initScale) {

    static CellColumns of(Cell cell, Template.Fields tree) {
        Model model = cell.model();
        Recipe recipe = cell.recipe();
        return new CellColumns(
                family(model),
                model.shape().features(),
                model.shape().hidden(),
                model.decoder().bias(),
                law(model.data()),
                model.data().values().text(),
                density(model.data()),
                switch (model.loss()) {
                    case Loss.SquaredError(PerFeature importance) -> oneNumber(importance);
                },
                importanceRatio(tree),
                recipe.steps(),
                recipe.batch(),
                switch (recipe.optimizer()) {
                    case Optimizer.AdamW _ -> "adamw";
                    case Optimizer.Adam _ -> "adam";
                    case Optimizer.Sgd _ -> "sgd";
                },
                recipe.optimizer().rate(),
                switch (recipe.optimizer()) {
                    case Optimizer.AdamW adamw -> adamw.decay();
                    case Optimizer.Adam adam -> adam.decay();
                    case Optimizer.Sgd sgd -> sgd.decay();
                },
                switch (recipe.schedule()) {
                    case Schedule.Constant _ -> "constant";
                    case Schedule.Linear _ -> "linear";
                    case Schedule.Cosine _ -> "cosine";
                    case Schedule.WarmupCosine _ -> "warmup-cosine";
                },
                switch (recipe.init()) {
                    case Init.Normal _ -> "normal";
                    case Init.Uniform _ -> "uniform";
                },
                recipe.init().scale());
    }

    private static String family(Model model) {
        String hidden = model.encoder().activation() == Activation.LINEAR
                ? ""
                : model.encoder().activation().text() + "-";
        String maps = switch (model.decoder()) {
            case Decoder.Tied tied -> "tied-" + hidden + tied.activation().text();
            case Decoder.Untied untied ->
                "untied-" + hidden + untied.activation().text();
        };
        return switch (model.target()) {
            case Target.INPUT -> maps;
            case Target.ABSOLUTE -> maps + "-abs";
        };
    }

    private static String law(DataLaw law) {
        return switch (law) {
            case DataLaw.Independent _ -> "independent";
            case DataLaw.CorrelatedSets _ -> "correlated";
            case DataLaw.AntiCorrelatedSets _ -> "anti-correlated";
            case DataLaw.OneActive _ -> "one-active";
            case DataLaw.FixedSamples _ -> "fixed";
        };
    }

    private static OptionalDouble density(DataLaw law) {
        return switch (law) {
            case DataLaw.Independent independent -> oneNumber(independent.density());
            case DataLaw.CorrelatedSets sets -> OptionalDouble.of(sets.density());
            case DataLaw.AntiCorrelatedSets sets -> OptionalDouble.of(sets.density());
            case DataLaw.OneActive _ -> OptionalDouble.empty();
            case DataLaw.FixedSamples fixed -> OptionalDouble.of(fixed.density());
        };
    }

    private static OptionalDouble oneNumber(PerFeature numbers) {
        for (int feature = 1; feature < numbers.count(); feature++) {
            if (numbers.at(feature) != numbers.at(0)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(numbers.at(0));
    }

    private static OptionalDouble importanceRatio(Template.Fields tree) {
        return tree.part("importance")
                .field("geometric")
                .map(ratio -> ratio instanceof Template.Value(Scalar scalar) && scalar instanceof Scalar.Decimal decimal
                        ? OptionalDouble.of(decimal.toDouble())
                        : OptionalDouble.empty())
                .orElse(OptionalDouble.empty());
    }
}
