package tegum.coordinator.diagram;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tegum.coordinator.plot.PictureName;
import tegum.model.Decoder;
import tegum.model.Loss;
import tegum.model.Model;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.plan.Plan;
import tegum.spec.Keep;
import tegum.spec.SweepSpec;

/// Which pictures a sweep can have, which of them are drawn unasked, and why the others are not.
public final class PictureChoice {
    private static final int MOST_HEATMAP_FEATURES = 120;
    private static final int LEAST_FEATURES = 3;

    private final SweepSpec spec;
    private final int axes;
    private final boolean density;
    private final Model model;

    private PictureChoice(Plan plan) {
        spec = plan.spec();
        DiagramAxes shown = DiagramAxes.of(spec);
        axes = shown.shown().size();
        density = axes > 0
                && DiagramAxes.inverseDensity(spec, shown.shown().getFirst()).isPresent();
        model = plan.cellAt(new int[spec.axes().size()]).cell().model();
    }

    /// Whether a picture is drawn.
    public enum Drawn {
        /// With every plot.
        AUTOMATIC,
        /// When its name is given.
        ON_REQUEST,
        /// Never of this sweep.
        NO;

        /// In words.
        public String text() {
            return switch (this) {
                case AUTOMATIC -> "yes";
                case ON_REQUEST -> "on request";
                case NO -> "no";
            };
        }
    }

    /// A picture and what becomes of it.
    ///
    /// @param reason why it is not drawn, or not unasked; empty if it is
    public record Offered(PictureName name, Drawn drawn, String reason) {}

    /// Every picture there is, in order.
    public static List<Offered> of(Plan plan) {
        PictureChoice choice = new PictureChoice(plan);
        return Stream.of(PictureName.values()).map(choice::offered).toList();
    }

    /// The pictures that are drawn unasked.
    public static Set<PictureName> automatic(Plan plan) {
        Set<PictureName> names = EnumSet.noneOf(PictureName.class);
        of(plan).stream()
                .filter(offered -> offered.drawn() == Drawn.AUTOMATIC)
                .forEach(offered -> names.add(offered.name()));
        return names;
    }

    private Offered offered(PictureName name) {
        if (spec.isSample()) {
            return no(name, "the sweep is a sample and no grid; query its view");
        }
        return switch (name) {
            case PHASE, INTERVALS ->
                axes == 2 ? automatic(name) : no(name, "it needs two axes of numbers, and the sweep has " + axes);
            case FRACTIONS -> axes > 0 ? automatic(name) : noAxis(name);
            case LOSS, COMPOSITIONS ->
                axes == 1
                        ? unasked(
                                name, name == PictureName.LOSS, "shapes has the shares; this one adds their intervals")
                        : axes == 0
                                ? noAxis(name)
                                : no(name, "it runs along one axis of numbers, and the sweep has two");
            case SHAPES -> shapes();
            case HEATMAP -> heatmap();
            case VECTORS -> vectors();
            case NORMS ->
                unasked(
                        name,
                        axes < 2 && !uniform(),
                        uniform() ? "the importances are all equal" : "the sweep is a grid");
            case PLATEAUS ->
                axes == 0 ? noAxis(name) : unasked(name, axes == 1 && density, "its axis is not the density alone");
            case DIMENSIONALITY ->
                axes == 0
                        ? noAxis(name)
                        : unasked(
                                name,
                                axes == 1 && density && uniform() && shape().features() > LEAST_FEATURES,
                                "it is made for uniform features along the density");
        };
    }

    private Offered shapes() {
        if (axes == 0) {
            return noAxis(PictureName.SHAPES);
        }
        return unasked(
                PictureName.SHAPES,
                axes == 1 || shape().features() >= LEAST_FEATURES,
                "two features say in it what the phases say");
    }

    private Offered heatmap() {
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            return no(PictureName.HEATMAP, obstacle);
        }
        int features = shape().features();
        return unasked(
                PictureName.HEATMAP,
                axes < 2 && features >= LEAST_FEATURES && features <= MOST_HEATMAP_FEATURES,
                axes < 2
                        ? "the models have %d features".formatted(features)
                        : "the sweep is a grid; some of its cells are shown");
    }

    private Offered vectors() {
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            return no(PictureName.VECTORS, obstacle);
        }
        int hidden = shape().hidden();
        if (hidden != 2 && hidden != 3) {
            return no(PictureName.VECTORS, "it needs 2 or 3 hidden dimensions, and the models have " + hidden);
        }
        return unasked(PictureName.VECTORS, axes < 2, "the sweep is a grid; some of its cells are shown");
    }

    /// Why there are no weights to draw.
    private String obstacle() {
        if (spec.keep().weights() == Keep.Amount.NONE) {
            return "it needs weights, and the sweep keeps none (keep.weights is none)";
        }
        return model.decoder() instanceof Decoder.Tied
                ? ""
                : "WᵀW is of tied weights, and the models have two matrices";
    }

    private Shape shape() {
        return model.shape();
    }

    private boolean uniform() {
        PerFeature importance = switch (model.loss()) {
            case Loss.SquaredError(PerFeature each) -> each;
        };
        return importance.equals(PerFeature.uniform(importance.count(), importance.at(0)));
    }

    private static Offered automatic(PictureName name) {
        return new Offered(name, Drawn.AUTOMATIC, "");
    }

    private static Offered unasked(PictureName name, boolean automatic, String otherwise) {
        return automatic ? automatic(name) : new Offered(name, Drawn.ON_REQUEST, otherwise);
    }

    private static Offered noAxis(PictureName name) {
        return no(name, "it runs along an axis of numbers, and the sweep has none");
    }

    private static Offered no(PictureName name, String reason) {
        return new Offered(name, Drawn.NO, reason);
    }
}
