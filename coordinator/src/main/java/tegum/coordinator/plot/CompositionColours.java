package tegum.coordinator.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The commonest compositions of a diagram, each with a colour, and one colour for all others.
///
/// Source of the colours: Okabe and Ito 2008, *Color Universal Design*.
///
/// @param colours by composition, the commonest first
/// @param rest how many compositions have no colour of their own
record CompositionColours(SequencedMap<String, Color> colours, int rest) {
    static final Color OTHER = new Color(0x8C, 0x8C, 0x8C);

    private static final int[] PALETTE = {0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0x56B4E9, 0xCC79A7, 0xF0E442};

    static CompositionColours of(PhaseDiagram diagram) {
        Map<String, Double> sums = new LinkedHashMap<>();
        diagram.measured()
                .flatMap(cell -> cell.compositions().entrySet().stream())
                .filter(entry -> entry.getValue().isPresent())
                .forEach(entry -> sums.merge(entry.getKey(), entry.getValue().value(), Double::sum));
        List<String> names = new ArrayList<>(sums.keySet());
        names.sort(Comparator.<String>comparingDouble(name -> -sums.getOrDefault(name, 0.0))
                .thenComparing(Comparator.naturalOrder()));
        SequencedMap<String, Color> colours = new LinkedHashMap<>();
        for (String name : names.subList(0, Math.min(PALETTE.length, names.size()))) {
            colours.put(name, new Color(PALETTE[colours.size()]));
        }
        return new CompositionColours(colours, names.size() - colours.size());
    }

    boolean isEmpty() {
        return colours.isEmpty();
    }

    Color of(String composition) {
        return colours.getOrDefault(composition, OTHER);
    }

    void explain(Legend legend) {
        colours.forEach((name, color) -> legend.add(new Legend.Sample.Swatch(new CellFace.Filled(color)), name));
        if (rest > 0) {
            legend.add(
                    new Legend.Sample.Swatch(new CellFace.Filled(OTHER)),
                    "%s rarer %s".formatted(Labels.count(rest), rest == 1 ? "one" : "ones"));
        }
    }
}
