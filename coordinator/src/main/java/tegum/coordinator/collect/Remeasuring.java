package tegum.coordinator.collect;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.dataset.Answer;
import tegum.coordinator.dataset.DataReader;
import tegum.coordinator.dataset.DataSet.StagedSegment;
import tegum.coordinator.dataset.KeptTrainings;
import tegum.coordinator.dataset.KeptTrainings.Kept;
import tegum.coordinator.dataset.KeptTrainings.Remeasured;
import tegum.coordinator.ledger.StoreException;
import tegum.measure.MeasureVersion;
import tegum.measure.Measurement;
import tegum.measure.Thresholds;
import tegum.measure.Weights;
import tegum.model.Shape;
import tegum.plan.Stratum;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;
import tegum.protocol.TrainingResult.WeightsDigest;
import tegum.spec.MeasureSettings;

/// Measures trainings anew from kept weights for a version that asks for other thresholds.
///
/// In blocks, each a commit of its own: one that is interrupted goes on where it ended.
final class Remeasuring {
    /// Trainings of a block at most, unless one cell has more.
    private static final int BLOCK_TRAININGS = 50_000;

    /// Weights of a block at most, unless one cell has more: 64 MB.
    private static final int BLOCK_WEIGHTS = 1 << 24;

    private final Path folder;
    private final StoreWriter writer;
    private final Sharing sharing;
    private final Clock clock;
    private final Commit commit;

    /// Commits a draft together with a segment of its rows.
    interface Commit {
        void commit(CommitDraft draft, StoreWriter.Change change);
    }

    Remeasuring(Path folder, StoreWriter writer, Sharing sharing, Clock clock, Commit commit) {
        this.folder = folder;
        this.writer = writer;
        this.sharing = sharing;
        this.clock = clock;
        this.commit = commit;
    }

    /// Books what is open of a stratum and was trained for a version that measures otherwise, where its weights are
    /// kept. Asked again, it goes on.
    void complete(StratumBook asker, String numerics) {
        List<Link> links = sharing.measuredOtherwise(asker);
        if (links.isEmpty() || asker.missing().isEmpty()) {
            return;
        }
        Set<String> keepers = new LinkedHashSet<>();
        links.forEach(link -> holders(link.to()).forEach(keepers::add));
        try (KeptTrainings kept = KeptTrainings.open(folder)) {
            for (Link link : links) {
                KeptTrainings.Wanted wanted = new KeptTrainings.Wanted(
                        holders(link.to()),
                        keepers,
                        asker.sweep().spec().seed(),
                        numerics,
                        link.to().measurement(),
                        asker.stratum().replicates());
                places(asker, link, numerics)
                        .forEach((there, places) -> places.blocks(asker.stratum())
                                .forEach(block -> block(
                                        asker, numerics, kept, kept.take(writer.segments(), wanted, block.of(there)))));
            }
        }
    }

    /// Makes sure that what a version has trained can be measured otherwise.
    ///
    /// @param keptOnly whether some of it may keep no weights
    /// @throws StoreException if some of it keeps no weights and may not, or if nothing is left to be measured
    void requireWeights(SweepBook version, MeasureSettings measure, boolean keptOnly) {
        String measurement = MeasureVersion.hash(Thresholds.of(measure));
        if (measurement.equals(version.measurement())) {
            return;
        }
        long done = version.counts().done();
        if (done == 0) {
            throw new StoreException("%s has no trainings yet that could be measured anew".formatted(version.sweep()));
        }
        Lost lost = lost(version, measurement);
        String keep = version.spec().keep().weights().text();
        if (lost.count > 0 && lost.count == lost.of) {
            throw new StoreException(
                    "none of the %,d trainings of %s keeps weights (keep.weights is %s), so nothing can be measured anew; tegum run of the spec with these thresholds trains them again, and keeps their weights with keep: {weights: all}"
                            .formatted(done, version.sweep(), keep));
        }
        if (lost.count > 0 && !keptOnly) {
            throw new StoreException(
                    "%,d of the %,d trainings of %s keep no weights (keep.weights is %s), so they cannot be measured anew; --kept measures the others, and tegum run of the spec with these thresholds trains those without again"
                            .formatted(lost.count, done, version.sweep(), keep));
        }
    }

    /// Trainings that cannot be measured anew, because their weights are gone.
    ///
    /// @param of so many that did not diverge
    private record Lost(long count, long of) {}

    private Lost lost(SweepBook version, String measurement) {
        try (DataReader reader = DataReader.open(folder, Optional.empty());
                Answer rows = reader.ask("""
                        WITH measured AS (FROM "%s trainings" WHERE outcome <> 'diverged')
                        SELECT (SELECT count(*) FROM measured ANTI JOIN weights USING (cell, stream, replicate, numerics)
                            ANTI JOIN (FROM trainings WHERE measurement = '%s') USING (cell, stream, replicate, numerics)),
                          (SELECT count(*) FROM measured)""".formatted(version.sweep(), measurement))) {
            return rows.next()
                    .map(row -> new Lost(number(row.get(0)), number(row.get(1))))
                    .orElse(new Lost(0, 0));
        }
    }

    private static long number(@Nullable Object value) {
        return Long.parseLong(String.valueOf(value));
    }

    private Set<String> holders(SweepBook version) {
        Set<String> names = new LinkedHashSet<>();
        sharing.holders(version).stream().map(SweepVersion::toString).forEach(names::add);
        return names;
    }

    /// Cells that both have, where a training is open here and done there.
    private Map<StratumBook, Places> places(StratumBook asker, Link link, String numerics) {
        Map<StratumBook, Places> found = new LinkedHashMap<>();
        sharing.cells(asker, link, (position, there, otherPosition) -> {
            if (there.hasNumerics(numerics) && isWanted(asker, position, there, otherPosition)) {
                found.computeIfAbsent(there, _ -> new Places()).add(otherPosition, position);
            }
        });
        return found;
    }

    private static boolean isWanted(StratumBook asker, long position, StratumBook there, long otherPosition) {
        Stratum asked = asker.stratum();
        Stratum other = there.stratum();
        for (int replicate = 0; replicate < Math.min(asked.replicates(), other.replicates()); replicate++) {
            long index = asked.index(replicate, position);
            if (!asker.isDone(index) && there.isDone(other.index(replicate, otherPosition))) {
                return true;
            }
        }
        return false;
    }

    /// Positions in another stratum, and where this one has the same cells.
    private static final class Places {
        private long[] there = new long[64];
        private long[] own = new long[64];
        private int count;

        void add(long otherPosition, long position) {
            if (count == there.length) {
                there = Arrays.copyOf(there, 2 * count);
                own = Arrays.copyOf(own, 2 * count);
            }
            there[count] = otherPosition;
            own[count] = position;
            count++;
        }

        List<Places> blocks(Stratum stratum) {
            int trainings = Math.clamp(BLOCK_WEIGHTS / stratum.key().shape().weights(), 1, BLOCK_TRAININGS);
            int cells = Math.max(1, trainings / stratum.replicates());
            List<Places> blocks = new ArrayList<>();
            for (int from = 0; from < count; from += cells) {
                Places block = new Places();
                int to = Math.min(count, from + cells);
                block.there = Arrays.copyOfRange(there, from, to);
                block.own = Arrays.copyOfRange(own, from, to);
                block.count = to - from;
                blocks.add(block);
            }
            return blocks;
        }

        KeptTrainings.Places of(StratumBook stratum) {
            return new KeptTrainings.Places(
                    stratum.sweep().sweep().toString(), stratum.stratum().ordinal(), there, own);
        }
    }

    private void block(StratumBook asker, String numerics, KeptTrainings kept, List<Kept> taken) {
        CommitDraft draft = new CommitDraft(sharing);
        ChunkEdit edit = draft.edit(asker);
        List<Kept> written = new ArrayList<>();
        for (Kept training : taken) {
            long index = asker.stratum().index(training.replicate(), training.own());
            if (edit.isOpen(index) && draft.remeasured(edit, index, numerics)) {
                written.add(training);
            }
        }
        StoreWriter.Change change = writer.change();
        if (!written.isEmpty()) {
            SweepBook sweep = asker.sweep();
            Shape shape = asker.stratum().key().shape();
            List<Remeasured> rows = written.parallelStream()
                    .map(training -> measured(training, shape, sweep.thresholds()))
                    .toList();
            change.stage(name -> List.of(stage(kept, sweep, name, rows)));
        }
        if (!edit.isEmpty()) {
            commit.commit(draft, change);
        }
    }

    private StagedSegment stage(KeptTrainings kept, SweepBook sweep, String name, List<Remeasured> rows) {
        return kept.stage(sweep.sweep().toString(), name, sweep.measurement(), clock.instant(), rows);
    }

    private static Remeasured measured(Kept training, Shape shape, Thresholds thresholds) {
        Optional<TrainingResult.Weights> weights = training.weights();
        if (weights.isEmpty()) {
            return new Remeasured(training.row(), Optional.empty());
        }
        float[] w = weights.get().w();
        float[] b = weights.get().b();
        if (!training.digest().equals(Optional.of(WeightsDigest.of(w, b)))) {
            throw new StoreException(
                    "kept weights in the store are not those that were trained: tegum verify names them, and a backup restores them");
        }
        return new Remeasured(training.row(), Optional.of(Measurement.of(Weights.of(w, b, shape), thresholds)));
    }
}
