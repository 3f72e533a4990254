package tegum.spec.text;

import java.util.List;
import java.util.OptionalInt;
import tegum.spec.AxisSample;

/// Reads the part `sample`: how many points are drawn from the ranges of the axes.
final class SampleReader {
    static final List<String> KEYS = List.of("sobol");
    static final Permitted COUNT = Permitted.whole(1, AxisSample.MAX_POINTS, "a whole number, 1 to 2,097,152");

    private final Reading reading;

    SampleReader(Reading reading) {
        this.reading = reading;
    }

    /// The number of points; with a problem in it the largest, so that the axes are read as those of a sample.
    OptionalInt read(Source source) {
        Section section = Section.of(reading, source, "sample", KEYS);
        return OptionalInt.of(section.require("sobol", "as {sobol: 5000}, the number of points")
                .flatMap(count -> reading.fixedNumber(count, "sample.sobol", COUNT))
                .map(count -> count.toInt())
                .orElse(1));
    }
}
