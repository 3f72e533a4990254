package tegum.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import tegum.model.Activation;
import tegum.model.Cell;
import tegum.model.DataLaw;
import tegum.model.Decoder;
import tegum.model.Encoder;
import tegum.model.Init;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.Optimizer;
import tegum.model.Penalty;
import tegum.model.PerFeature;
import tegum.model.Recipe;
import tegum.model.Schedule;
import tegum.model.Shape;
import tegum.model.Target;
import tegum.model.ValueLaw;
import tegum.spec.Defaults;
import tegum.spec.Scalar;
import tegum.spec.Template;

/// Turns a template without references, defaults left out or not, into the cell that engines train.
///
/// Every number that an engine gets is a decimal of 12 significant digits, parsed; what a generator yields is
/// computed with [StrictMath] and then rounded so too.
final class CellFactory {
    private final Template.Fields cell;
    private final Template.Fields model;
    private final Template.Fields data;
    private final Template.Fields train;
    private final Template.Fields optimizer;
    private final int features;

    private CellFactory(Template.Fields cell) {
        this.cell = cell;
        this.model = cell.part("model");
        this.data = cell.part("data");
        this.train = cell.part("train");
        this.optimizer = train.part("optimizer");
        this.features = number(model, "model.", "features").toInt();
    }

    static Cell cell(Template.Fields cell) {
        return new CellFactory(cell).cell();
    }

    /// The densities of a cell of the independent law.
    static PerFeature density(Template density, int features) {
        return perFeature(density, features);
    }

    private Cell cell() {
        Shape shape = new Shape(features, number(model, "model.", "hidden").toInt());
        Activation output = activation("output");
        boolean bias = flag("bias");
        Decoder decoder = flag("untied") ? new Decoder.Untied(output, bias) : new Decoder.Tied(output, bias);
        PerFeature importance = perFeature(
                cell.field("importance").orElseGet(() -> new Template.Value(byDefault("importance"))), features);
        DataLaw law = law();
        return new Cell(
                new Model(
                        shape,
                        law,
                        word(model, "model.", "target").equals("abs") ? Target.ABSOLUTE : Target.INPUT,
                        new Encoder(activation("hidden-activation")),
                        decoder,
                        new Loss.SquaredError(importance),
                        new Penalty.None()),
                new Recipe(
                        number(train, "train.", "steps").toInt(),
                        law instanceof DataLaw.FixedSamples fixed
                                ? fixed.samples()
                                : number(train, "train.", "batch").toInt(),
                        optimizer(),
                        schedule(),
                        init(shape)));
    }

    private DataLaw law() {
        ValueLaw values = values(word(data, "data.", "values"));
        String law = word(data, "data.", "law");
        return switch (law) {
            case "independent" ->
                new DataLaw.Independent(perFeature(data.field("density").orElseThrow(), features), values);
            case "correlated" -> new DataLaw.CorrelatedSets(dataNumber("set").toInt(), oneDensity(), values);
            case "anti-correlated" ->
                new DataLaw.AntiCorrelatedSets(dataNumber("set").toInt(), oneDensity(), values);
            case "one-active" -> new DataLaw.OneActive(values);
            case "fixed" -> new DataLaw.FixedSamples(dataNumber("samples").toInt(), oneDensity(), values);
            default -> throw new IllegalStateException("data law " + law);
        };
    }

    private Scalar.Decimal dataNumber(String key) {
        return number(data, "data.", key);
    }

    private double oneDensity() {
        return dataNumber("density").toDouble();
    }

    private static ValueLaw values(String text) {
        for (ValueLaw law : ValueLaw.values()) {
            if (law.text().equals(text)) {
                return law;
            }
        }
        throw new IllegalStateException("value law " + text);
    }

    private Activation activation(String key) {
        String text = word(model, "model.", key);
        for (Activation activation : Activation.values()) {
            if (activation.text().equals(text)) {
                return activation;
            }
        }
        throw new IllegalStateException("activation " + text);
    }

    private Optimizer optimizer() {
        String name = word(optimizer, "train.optimizer.", "name");
        double rate = rule("rate");
        double decay = rule("decay");
        return switch (name) {
            case "adamw" -> new Optimizer.AdamW(rate, decay, rule("beta1"), rule("beta2"), rule("epsilon"));
            case "adam" -> new Optimizer.Adam(rate, decay, rule("beta1"), rule("beta2"), rule("epsilon"));
            case "sgd" -> new Optimizer.Sgd(rate, decay, rule("momentum"));
            default -> throw new IllegalStateException("optimizer " + name);
        };
    }

    private double rule(String key) {
        return number(optimizer, "train.optimizer.", key).toDouble();
    }

    private Schedule schedule() {
        Optional<Template> warmup = train.part("schedule").field("warmup-cosine");
        if (warmup.isPresent()) {
            return new Schedule.WarmupCosine(decimal(warmup.get()).toInt());
        }
        String schedule = word(train, "train.", "schedule");
        return switch (schedule) {
            case "constant" -> new Schedule.Constant();
            case "linear" -> new Schedule.Linear();
            case "cosine" -> new Schedule.Cosine();
            default -> throw new IllegalStateException("schedule " + schedule);
        };
    }

    private Init init(Shape shape) {
        Template.Fields init = train.part("init");
        Optional<Template> uniform = init.field("uniform");
        if (uniform.isPresent()) {
            return new Init.Uniform(decimal(uniform.get()).toDouble());
        }
        Optional<Template> normal = init.field("normal");
        return normal.isPresent()
                        && normal.get() instanceof Template.Value(Scalar scalar)
                        && scalar instanceof Scalar.Decimal std
                ? new Init.Normal(std.toDouble())
                : Init.Normal.xavier(shape);
    }

    /// A number for all, a list, or a generator.
    private static PerFeature perFeature(Template template, int features) {
        return switch (template) {
            case Template.Value value ->
                PerFeature.uniform(features, decimal(value).toDouble());
            case Template.Items(List<Template> items) ->
                PerFeature.generate(
                        items.size(), feature -> decimal(items.get(feature)).toDouble());
            case Template.Fields generator -> PerFeature.generate(features, rounded(generator(generator, features)));
            case Template.Reference(String axis, boolean _) -> throw new IllegalStateException("$" + axis);
        };
    }

    private static IntToDoubleFunction generator(Template.Fields generator, int features) {
        Optional<Template> geometric = generator.field("geometric");
        if (geometric.isPresent()) {
            double ratio = decimal(geometric.get()).toDouble();
            return feature -> StrictMath.pow(ratio, feature);
        }
        if (generator.field("log").isPresent()) {
            double from =
                    decimal(generator.part("log").field("from").orElseThrow()).toDouble();
            double to = decimal(generator.part("log").field("to").orElseThrow()).toDouble();
            // As the points of a logarithmic axis: both ends exact.
            return feature -> feature == 0
                    ? from
                    : feature == features - 1
                            ? to
                            : from * StrictMath.pow(to / from, (double) feature / (features - 1));
        }
        Template.Fields power = generator.part("power");
        double first = decimal(power.field("first").orElseThrow()).toDouble();
        double exponent = decimal(power.field("exponent").orElseThrow()).toDouble();
        return feature -> first * StrictMath.pow(feature + 1.0, -exponent);
    }

    /// Rounds to 12 significant digits; what is too small for a number of a spec is 0.
    private static IntToDoubleFunction rounded(IntToDoubleFunction values) {
        return feature -> {
            BigDecimal value = new BigDecimal(values.applyAsDouble(feature));
            return Scalar.Decimal.isInRange(value) ? new Scalar.Decimal(value).toDouble() : 0.0;
        };
    }

    private Scalar.Decimal number(Template.Fields part, String prefix, String key) {
        return decimal(part.field(key).orElseGet(() -> new Template.Value(byDefault(prefix + key))));
    }

    private String word(Template.Fields part, String prefix, String key) {
        return part.field(key).orElseGet(() -> new Template.Value(byDefault(prefix + key)))
                        instanceof Template.Value(Scalar scalar)
                ? scalar.text()
                : "";
    }

    private boolean flag(String key) {
        return word(model, "model.", key).equals("true");
    }

    private Scalar byDefault(String path) {
        String name = path.equals("train.optimizer.decay") ? word(optimizer, "train.optimizer.", "name") : "";
        return Defaults.of(path, name).orElseThrow(() -> new IllegalStateException(path + " has no default"));
    }

    private static Scalar.Decimal decimal(Template template) {
        if (template instanceof Template.Value(Scalar scalar) && scalar instanceof Scalar.Decimal decimal) {
            return decimal;
        }
        throw new IllegalStateException(template + " is no number");
    }
}
