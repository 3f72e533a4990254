package tegum.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tegum.spec.Axis;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// Which axes of a sweep enter the kernel key, and how.
///
/// @param single axes whose every value has a key of its own: shape, maps, batch, steps, kinds
/// @param density axes that enter by the pattern of the densities alone, and whether the densities rise or
/// fall with them
record KernelAxes(List<Integer> single, SortedMap<Integer, Boolean> density) {

    static KernelAxes of(SweepSpec spec) {
        List<Integer> single = new ArrayList<>();
        SortedMap<Integer, Boolean> density = new TreeMap<>();
        Template.Fields template = spec.template();
        for (int index = 0; index < spec.axes().size(); index++) {
            Axis axis = spec.axes().get(index);
            boolean rises = risesWith(template, axis.name());
            boolean falls = fallsWith(template, axis.name());
            if (entersAlone(template, axis.name()) || (rises && falls)) {
                single.add(index);
            } else if (rises || falls) {
                density.put(index, rises);
            }
        }
        return new KernelAxes(List.copyOf(single), density);
    }

    private static boolean entersAlone(Template.Fields template, String axis) {
        Template.Fields train = template.part("train");
        boolean inData = template.part("data").fields().entrySet().stream()
                .anyMatch(field -> !field.getKey().equals("density") && refers(field.getValue(), axis));
        boolean inTrain = train.fields().entrySet().stream()
                .filter(field -> List.of("steps", "batch", "schedule").contains(field.getKey()))
                .anyMatch(field -> refers(field.getValue(), axis));
        boolean inName = train.part("optimizer")
                .field("name")
                .filter(name -> refers(name, axis))
                .isPresent();
        return refers(template.part("model"), axis) || inData || inTrain || inName;
    }

    private static boolean refers(Template template, String axis) {
        return template.refersTo(reference -> reference.axis().equals(axis));
    }

    private static boolean risesWith(Template.Fields template, String axis) {
        Template.Fields power = template.part("data").part("density").part("power");
        boolean inList = template.part("data")
                .field("density")
                .filter(density -> !(density instanceof Template.Fields))
                .filter(density ->
                        density.refersTo(reference -> reference.axis().equals(axis) && !reference.complement()))
                .isPresent();
        return inList
                || power.field("first").filter(first -> refers(first, axis)).isPresent();
    }

    private static boolean fallsWith(Template.Fields template, String axis) {
        Template.Fields power = template.part("data").part("density").part("power");
        boolean inList = template.part("data")
                .field("density")
                .filter(density ->
                        density.refersTo(reference -> reference.axis().equals(axis) && reference.complement()))
                .isPresent();
        return inList
                || power.field("exponent")
                        .filter(exponent -> refers(exponent, axis))
                        .isPresent();
    }
}
