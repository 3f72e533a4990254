package tegum.cli;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tegum.cli.output.Rows;

/// What was counted and timed, as rows: one for each number of each meter.
final class Metrics {
    private Metrics() {}

    static Rows rows(MeterRegistry registry) {
        List<List<Object>> rows = new ArrayList<>();
        registry.getMeters().stream()
                .sorted(Comparator.comparing(meter -> meter.getId().toString()))
                .forEach(meter -> {
                    for (Measurement measurement : meter.measure()) {
                        rows.add(row(meter.getId(), measurement));
                    }
                });
        return new Rows(List.of("meter", "tags", "statistic", "value", "unit"), rows.iterator());
    }

    private static List<Object> row(Meter.Id id, Measurement measurement) {
        String tags = id.getTags().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(" "));
        boolean counts = measurement.getStatistic() == Statistic.COUNT && id.getType() != Meter.Type.COUNTER;
        String unit = id.getBaseUnit();
        return List.of(
                id.getName(),
                tags,
                measurement.getStatistic().name().toLowerCase(Locale.ROOT),
                measurement.getValue(),
                counts || unit == null ? "" : unit);
    }
}
