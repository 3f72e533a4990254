package tegum.coordinator.dataset;

import java.util.List;
import java.util.stream.Collectors;
import tegum.coordinator.ledger.SegmentRecord;

/// Writes a manifest as JSON.
final class ManifestText {
    private ManifestText() {}

    static String of(Manifest manifest) {
        return """
                {"format":%d,"epoch":%d,"snapshot":%d,"time":"%s",
                "sweeps":[%s],
                "segments":[%s]}
                """.formatted(
                Manifest.FORMAT,
                manifest.epoch(),
                manifest.snapshot(),
                manifest.time(),
                lines(manifest.sweeps().stream().map(ManifestText::sweep).toList()),
                lines(manifest.segments().stream().map(ManifestText::segment).toList()));
    }

    private static String lines(List<String> items) {
        return items.stream().collect(Collectors.joining(",\n"));
    }

    /// Names of sweeps and paths need no escapes: their characters are a closed set.
    private static String sweep(Manifest.Sweep sweep) {
        return "{\"sweep\":\"%s\",\"version\":%d,\"state\":\"%s\",\"planned\":%d,\"done\":%d,\"reused\":%d,\"failed\":%d,\"running\":%d,\"waiting\":%d,\"cancelled\":%d,\"rows\":%d}"
                .formatted(
                        sweep.sweep().name(),
                        sweep.sweep().version(),
                        sweep.state().text(),
                        sweep.planned(),
                        sweep.done(),
                        sweep.reused(),
                        sweep.failed(),
                        sweep.running(),
                        sweep.waiting(),
                        sweep.cancelled(),
                        sweep.rows());
    }

    private static String segment(SegmentRecord segment) {
        return "{\"relation\":\"%s\",\"owner\":\"%s\",\"path\":\"%s\",\"rows\":%d,\"bytes\":%d}"
                .formatted(segment.relation(), segment.owner(), segment.path(), segment.rows(), segment.bytes());
    }
}
