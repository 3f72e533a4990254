package tegum.coordinator.collect;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tegum.coordinator.dataset.Manifest;
import tegum.coordinator.dataset.SweepView;
import tegum.coordinator.ledger.ChunkRecord;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.StratumRecord;
import tegum.protocol.SweepVersion;
import tegum.spec.Axis;
import tegum.spec.Focus;
import tegum.spec.Scalar;
import tegum.spec.SweepSpec;

/// What the manifest and the views say of each version.
final class StoreViews {
    private StoreViews() {}

    static List<Manifest.Sweep> counted(Collection<SweepBook> sweeps, StoreWriter writer) {
        return sweeps.stream().map(sweep -> counted(sweep, writer)).toList();
    }

    private static Manifest.Sweep counted(SweepBook sweep, StoreWriter writer) {
        SweepCounts counts = sweep.counts();
        return new Manifest.Sweep(
                sweep.sweep(),
                sweep.state(),
                counts.planned(),
                counts.done(),
                counts.reused(),
                counts.failed(),
                counts.running(),
                counts.waiting(),
                counts.cancelled(),
                writer.trainingRows(sweep.sweep().toString()));
    }

    static List<SweepView> of(Collection<SweepBook> sweeps, Sharing sharing) {
        Map<String, Integer> latest = sweeps.stream()
                .collect(Collectors.toMap(
                        sweep -> sweep.sweep().name(), sweep -> sweep.sweep().version(), Math::max));
        return sweeps.stream()
                .map(sweep -> view(
                        sweep,
                        latest.getOrDefault(sweep.sweep().name(), 0)
                                == sweep.sweep().version(),
                        sharing))
                .toList();
    }

    private static SweepView view(SweepBook sweep, boolean latest, Sharing sharing) {
        SweepSpec spec = sweep.spec();
        Map<Integer, String> numerics = new HashMap<>();
        for (StratumRecord stratum : sweep.strata()) {
            if (stratum.resolution() instanceof Resolution.Resolved resolved) {
                numerics.put(stratum.stratum(), resolved.numerics());
            }
        }
        Set<SweepVersion> holders = new HashSet<>(sharing.holders(sweep));
        return new SweepView(
                sweep.sweep(),
                latest,
                spec.axes().stream()
                        .map(axis -> new SweepView.AxisColumn(axis.name(), type(axis)))
                        .toList(),
                spec.seed(),
                spec.replicates(),
                switch (spec.measure().focus()) {
                    case Focus.Last _ -> -1;
                    case Focus.Feature(int feature) -> feature;
                },
                sweep.thresholds(),
                numerics,
                sweep.measurement(),
                holders,
                holders.size() > 1 ? closed(sweep) : List.of());
    }

    /// What is done of a version that has ended with trainings left. While it wants trainings, and when it
    /// has all, what the versions beside it train is its own.
    private static List<SweepView.ClosedStratum> closed(SweepBook sweep) {
        SweepCounts counts = sweep.counts();
        if (sweep.state().wantsTrainings() || counts.done() == counts.planned()) {
            return List.of();
        }
        return sweep.strata().stream()
                .filter(stratum -> stratum.done() > 0)
                .map(stratum -> sweep.stratum(stratum.stratum()))
                .map(book -> new SweepView.ClosedStratum(
                        book.stratum().ordinal(), book.stratum().cells(), book.chunksWith(ChunkRecord::done)))
                .toList();
    }

    /// Type of an axis' column: all its values are of one kind.
    static String type(Axis axis) {
        return switch (axis.values().at(0)) {
            case Scalar.Decimal _ -> "DOUBLE";
            case Scalar.Word _ -> "VARCHAR";
            case Scalar.Flag _ -> "BOOLEAN";
        };
    }
}
