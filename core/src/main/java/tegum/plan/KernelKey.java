package tegum.plan;

import java.util.Locale;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Encoder;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.Penalty;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.model.Shape;
import tegum.model.Target;
import tegum.model.ValueLaw;
import tegum.random.ActivityPattern;

/// What selects a kernel: all trainings of one launch share it, whatever their densities, importances and rates.
///
/// Source: DESIGN section 1, kernel key.
///
/// @param law spelling of the data law and, for the independent one, its activity pattern
/// @param warmup warm-up steps, 0 for schedules without
public record KernelKey(
        Shape shape,
        String law,
        ValueLaw values,
        Target target,
        Encoder encoder,
        Decoder decoder,
        String loss,
        Penalty penalty,
        String optimizer,
        String schedule,
        int warmup,
        int batch,
        int steps) {

    /// The key of a cell.
    public static KernelKey of(Cell cell) {
        Model model = cell.model();
        Recipe recipe = cell.recipe();
        return new KernelKey(
                model.shape(),
                law(model.data(), recipe.batch()),
                model.data().values(),
                model.target(),
                model.encoder(),
                model.decoder(),
                switch (model.loss()) {
                    case Loss.SquaredError _ -> "squared-error";
                },
                model.penalty(),
                switch (recipe.optimizer()) {
                    case Optimizer.Adam _ -> "adam";
                    case Optimizer.AdamW _ -> "adamw";
                    case Optimizer.Sgd _ -> "sgd";
                },
                switch (recipe.schedule()) {
                    case Schedule.Constant _ -> "constant";
                    case Schedule.Linear _ -> "linear";
                    case Schedule.Cosine _ -> "cosine";
                    case Schedule.WarmupCosine _ -> "warmup-cosine";
                },
                recipe.schedule() instanceof Schedule.WarmupCosine(int warmup) ? warmup : 0,
                recipe.batch(),
                recipe.steps());
    }

    private static String law(DataLaw data, int batch) {
        return switch (data) {
            case DataLaw.Independent independent ->
                "independent "
                        + ActivityPattern.of(independent.density(), batch).text();
            case DataLaw.CorrelatedSets sets -> "correlated sets of " + sets.set();
            case DataLaw.AntiCorrelatedSets sets -> "anti-correlated sets of " + sets.set();
            case DataLaw.OneActive _ -> "one active";
            case DataLaw.FixedSamples fixed -> "fixed samples " + fixed.samples();
        };
    }

    /// One line that names every part; equal keys have equal text.
    public String text() {
        return "n=%d m=%d %s values=%s target=%s encoder=%s decoder=%s/%s bias=%s loss=%s penalty=%s %s %s%s batch=%d steps=%d"
                .formatted(
                        shape.features(),
                        shape.hidden(),
                        law,
                        values.text(),
                        target.name().toLowerCase(Locale.ROOT),
                        encoder.activation().text(),
                        switch (decoder) {
                            case Decoder.Tied _ -> "tied";
                            case Decoder.Untied _ -> "untied";
                        },
                        decoder.activation().text(),
                        decoder.bias(),
                        loss,
                        switch (penalty) {
                            case Penalty.None _ -> "none";
                            case Penalty.HiddenL1(double strength) -> "hidden-l1:" + strength;
                        },
                        optimizer,
                        schedule,
                        warmup == 0 ? "" : ":" + warmup,
                        batch,
                        steps);
    }

    @Override
    public String toString() {
        return text();
    }
}
