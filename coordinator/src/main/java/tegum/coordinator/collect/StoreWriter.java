package tegum.coordinator.collect;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.dataset.DataSet;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.dataset.Manifest;
import tegum.coordinator.dataset.ManifestFiles;
import tegum.coordinator.dataset.Relation;
import tegum.coordinator.dataset.ResultStage;
import tegum.coordinator.dataset.SegmentRows;
import tegum.coordinator.dataset.SweepView;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerTransaction;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;

/// The order in which a change reaches the disk: segments, then the ledger's transaction, then the manifest.
final class StoreWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);
    private static final Duration MANIFEST_INTERVAL = Duration.ofSeconds(1);

    private final Path folder;
    private final Ledger ledger;
    private final DataSet dataSet;
    private final Clock clock;
    private final CommitStep.Observer observer;
    private final List<SegmentRecord> segments;
    private final Map<String, Long> trainingRows = new HashMap<>();
    private long sequence;
    private Instant shown = Instant.MIN;
    private boolean stale = true;

    StoreWriter(Path folder, Ledger ledger, DataSet dataSet, Clock clock, CommitStep.Observer observer) {
        this.folder = folder;
        this.ledger = ledger;
        this.dataSet = dataSet;
        this.clock = clock;
        this.observer = observer;
        this.segments = new ArrayList<>();
        ledger.segments().forEach(this::note);
    }

    private void note(SegmentRecord segment) {
        segments.add(segment);
        if (segment.relation().equals(Relation.TRAININGS.text())) {
            trainingRows.merge(segment.owner(), segment.rows(), Long::sum);
        }
    }

    private void forget(SegmentRecord segment) {
        segments.remove(segment);
        if (segment.relation().equals(Relation.TRAININGS.text())) {
            trainingRows.merge(segment.owner(), -segment.rows(), Long::sum);
        }
    }

    /// The registered segments.
    List<SegmentRecord> segments() {
        return Collections.unmodifiableList(segments);
    }

    /// Rows of the registered `trainings` segments of a version.
    long trainingRows(String owner) {
        return trainingRows.getOrDefault(owner, 0L);
    }

    /// A name that no segment has had.
    String nextName() {
        return "%d-%d".formatted(ledger.epoch(), sequence++);
    }

    /// Removes a draft that is not to be published.
    void discard(StagedSegment draft) {
        dataSet.discard(List.of(draft), new StoreException("it is not needed any more"));
    }

    /// Removes segments that were replaced before a time: first they stop being registered, then they go.
    ///
    /// @return how many
    int removeReplaced(Instant before) {
        List<SegmentRecord> old = ledger.replacedBefore(before);
        if (!old.isEmpty()) {
            ledger.transact(transaction -> {
                old.forEach(transaction::removeReplaced);
                return old.size();
            });
            dataSet.delete(old);
        }
        return old.size();
    }

    /// A change on its way to the disk.
    final class Change {
        private final List<StagedSegment> staged = new ArrayList<>();
        private List<SegmentRecord> replaced = List.of();

        /// Replaces segments by one that has what they have.
        Change replacing(List<SegmentRecord> sources, StagedSegment merged) {
            replaced = sources;
            staged.add(merged);
            return this;
        }

        /// Writes a segment if there are rows.
        Change segment(Relation relation, String owner, Consumer<SegmentRows> rows) {
            return stage(
                    name -> dataSet.stage(relation, owner, name, rows).stream().toList());
        }

        /// Writes the segments of `trainings` and `weights` for some results.
        Change results(String owner, ResultStage.Constants constants, Consumer<ResultStage> results) {
            return stage(name -> dataSet.stageResults(owner, name, constants, results));
        }

        /// Writes segments by the given means.
        ///
        /// @param stage stages them under the given name
        Change stage(Function<String, List<StagedSegment>> stage) {
            try {
                staged.addAll(stage.apply(nextName()));
            } catch (StoreException e) {
                dataSet.discard(staged, e);
                throw e;
            }
            return this;
        }

        /// Publishes and registers the segments together with the ledger's changes. When this returns, all of it has
        /// happened; when it throws, nothing of it counts.
        void commit(Consumer<LedgerTransaction> changes) {
            try {
                observer.reached(CommitStep.STAGED);
                dataSet.publish(staged);
                observer.reached(CommitStep.PUBLISHED);
                ledger.transact(transaction -> {
                    changes.accept(transaction);
                    staged.forEach(segment -> transaction.addSegment(segment.record()));
                    replaced.forEach(old ->
                            transaction.replaceSegment(old, staged.getFirst().record()));
                    return staged.size();
                });
            } catch (StoreException e) {
                dataSet.discard(staged, e);
                throw e;
            }
            replaced.forEach(StoreWriter.this::forget);
            staged.forEach(segment -> note(segment.record()));
            stale = true;
            observer.reached(CommitStep.REGISTERED);
        }
    }

    Change change() {
        return new Change();
    }

    /// Replaces the manifest after a change. The change itself has happened: if the manifest cannot be written, the
    /// next refresh says so.
    void show(List<Manifest.Sweep> sweeps, List<SweepView> views) {
        try {
            replace(sweeps, views);
        } catch (EpochLostException e) {
            throw e;
        } catch (StoreException e) {
            LOG.warn("event=store.manifest.late reason=\"{}\"", e.getMessage());
        }
        observer.reached(CommitStep.SHOWN);
    }

    /// Whether the manifest is due.
    boolean isDue() {
        return stale || !clock.instant().isBefore(shown.plus(MANIFEST_INTERVAL));
    }

    /// Replaces the manifest, unless the epoch is lost: then it is another coordinator's.
    void replace(List<Manifest.Sweep> sweeps, List<SweepView> views) {
        if (!ledger.holdsEpoch()) {
            throw new EpochLostException(ledger.epoch(), ledger.epoch() + 1);
        }
        Instant now = clock.instant();
        ManifestFiles.replace(folder, new Manifest(ledger.epoch(), ledger.snapshot(), now, sweeps, segments), views);
        shown = now;
        stale = false;
    }

    @Override
    public void close() {
        try (ledger;
                dataSet) {
            stale = false;
        }
    }
}
