package tegum.coordinator.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongConsumer;
import tegum.coordinator.audit.Check.Compared;
import tegum.coordinator.audit.Check.Subject;
import tegum.coordinator.collect.AuditedSweep;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.dataset.KeptTrainings.Wanted;
import tegum.coordinator.dataset.SegmentCheck;
import tegum.coordinator.dataset.TrainingRows;
import tegum.coordinator.dataset.TrainingRows.Asked;
import tegum.coordinator.dataset.TrainingRows.Row;
import tegum.coordinator.ledger.SegmentRecord;
import tegum.coordinator.ledger.StoreException;
import tegum.plan.IndexSet;
import tegum.plan.Stratum;
import tegum.protocol.SweepVersion;
import tegum.protocol.TrainingResult;

/// Compares what the store says of trainings with what it follows from, and with new trainings. Every comparison is
/// stored in the relation `checks`.
///
/// In blocks: what was compared before an interruption stays in the relation. Takes the store for itself.
public final class Audit {
    /// How far losses may be apart, relatively, where the same bits are not promised.
    public static final double TOLERANCE = 0.01;

    /// Share of trainings that may be farther apart, beside one: near the border of two optima rounding decides.
    public static final double OUTLIERS = 0.05;

    private static final int BLOCK_TRAININGS = 4096;
    private static final int BLOCK_WEIGHTS = 1 << 23;

    private final Path folder;
    private final StoredResults results;
    private final Retrainer retrainer;
    private final Request request;
    private final Map<Compared, Map<Verdict, Long>> counts = new EnumMap<>(Compared.class);
    private final List<Check> differences = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> doubtful = new HashSet<>();
    private long bitsDiffer;
    private long beyondTolerance;
    private long withTolerance;

    /// Who asks for an audit, and with what.
    ///
    /// @param build version of this program
    /// @param at when
    /// @param engine trains again instead of the recorded one
    /// @param tolerance of a relative difference of losses, where the same bits are not promised
    /// @param progress told how many trainings have been compared
    public record Request(
            String build, String who, Instant at, Optional<String> engine, double tolerance, LongConsumer progress) {}

    private Audit(Path folder, StoredResults results, Retrainer retrainer, Request request) {
        this.folder = folder;
        this.results = results;
        this.retrainer = retrainer;
        this.request = request;
    }

    /// Audits a random sample of a version's trainings: files, digests, statistics, losses, trainings.
    ///
    /// @param results the open store in the folder
    /// @param seed draws the sample
    public static AuditReport verify(
            Path folder,
            StoredResults results,
            SweepVersion sweep,
            SampleSize size,
            long seed,
            Retrainer retrainer,
            Request request) {
        AuditedSweep audited = results.audited(sweep);
        long count = size.of(audited.trainings());
        return new Audit(folder, results, retrainer, request)
                .run(audited, Draw.of(audited, count, seed), count, "verify");
    }

    /// Trains a cell's trainings again and compares them with their rows.
    ///
    /// @param results the open store in the folder
    public static AuditReport rerun(
            Path folder, StoredResults results, RerunTarget target, Retrainer retrainer, Request request) {
        AuditedSweep audited = results.audited(target.sweep());
        Stratum stratum = audited.plan().strata().get(target.stratum());
        IndexSet indices = IndexSet.ofAscending(target.replicates().stream()
                .mapToLong(replicate -> stratum.index(replicate, target.position()))
                .sorted());
        return new Audit(folder, results, retrainer, request)
                .run(audited, Map.of(target.stratum(), indices), indices.count(), "rerun");
    }

    private AuditReport run(AuditedSweep sweep, Map<Integer, IndexSet> sample, long count, String kind) {
        Check.Act act = new Check.Act(sweep.sweep(), kind, request.tolerance, request.build, request.who, request.at);
        boolean whole = kind.equals("verify");
        if (whole) {
            store(act, files(sweep));
        }
        long done = 0;
        try (TrainingRows rows = TrainingRows.open(folder)) {
            for (AuditedSweep.Trained stratum : sweep.strata()) {
                IndexSet left = sample.getOrDefault(stratum.stratum(), IndexSet.empty());
                int weights = sweep.plan()
                        .strata()
                        .get(stratum.stratum())
                        .key()
                        .shape()
                        .weights();
                while (!left.isEmpty()) {
                    IndexSet block = left.first(Math.clamp(BLOCK_WEIGHTS / weights, 1, BLOCK_TRAININGS));
                    left = left.minus(block);
                    store(act, block(sweep, stratum, block, rows, whole));
                    done += block.count();
                    request.progress.accept(done);
                }
            }
        }
        long permitted = withTolerance == 0 ? 0 : 1 + (long) (OUTLIERS * withTolerance);
        return new AuditReport(
                sweep.sweep(),
                sweep.trainings(),
                count,
                counts,
                differences,
                permitted,
                bitsDiffer == 0 && beyondTolerance <= permitted,
                List.copyOf(notes));
    }

    private void store(Check.Act act, List<Check> checks) {
        for (Check check : checks) {
            counts.computeIfAbsent(check.what(), _ -> new EnumMap<>(Verdict.class))
                    .merge(check.verdict(), 1L, Long::sum);
            boolean tolerant = check.difference().isPresent();
            withTolerance += tolerant ? 1 : 0;
            if (check.verdict() == Verdict.DIFFERS) {
                bitsDiffer += tolerant ? 0 : 1;
                beyondTolerance += tolerant ? 1 : 0;
                if (differences.size() < AuditReport.MOST_NAMED) {
                    differences.add(check);
                }
            }
        }
        if (!checks.isEmpty()) {
            results.checked(act.sweep(), rows -> checks.forEach(check -> check.write(rows, act)));
        }
    }

    private List<Check> files(AuditedSweep sweep) {
        List<Check> checks = new ArrayList<>();
        try (SegmentCheck segments = SegmentCheck.open(folder)) {
            for (SegmentRecord segment : sweep.segments()) {
                Optional<String> problem = segments.problem(segment);
                problem.ifPresent(_ -> doubtful.add(segment.path()));
                checks.add(new Check(
                        Compared.FILE,
                        new Subject.File(segment.path()),
                        "crc32c %08x, %d rows".formatted(segment.crc32c(), segment.rows()),
                        problem.isPresent() ? "" : "crc32c %08x, %d rows".formatted(segment.crc32c(), segment.rows()),
                        OptionalDouble.empty(),
                        problem.isPresent() ? Verdict.DIFFERS : Verdict.SAME,
                        problem.orElse(""),
                        Optional.empty()));
            }
        }
        return checks;
    }

    private List<Check> block(
            AuditedSweep sweep, AuditedSweep.Trained trained, IndexSet indices, TrainingRows rows, boolean whole) {
        Stratum stratum = sweep.plan().strata().get(trained.stratum());
        List<StoredTraining> trainings = indices.indices()
                .mapToObj(index -> StoredTraining.of(sweep, stratum, trained.numerics(), index))
                .toList();
        Map<Asked, List<Row>> stored = read(sweep, trained, trainings, rows);
        List<Check> checks = new ArrayList<>();
        if (whole) {
            RowAudit audit = new RowAudit(sweep, stratum);
            trainings.parallelStream()
                    .map(training -> audit.checks(training, stored.getOrDefault(training.asked(), List.of())))
                    .toList()
                    .forEach(checks::addAll);
        }
        Map<Long, TrainingResult> again = new HashMap<>();
        Optional<Retrainer.Facts> engine = retrainer.engine(request.engine.orElse(trained.engine()));
        List<String> failures = new ArrayList<>();
        if (engine.isPresent()) {
            Retrainer.Trained result = retrainer.train(
                    sweep.sweep(), sweep.plan(), trained.stratum(), engine.get().engine(), indices);
            result.results().forEach(one -> again.put(one.index(), one));
            failures.addAll(result.failures());
        }
        TrainingAudit audit = new TrainingAudit(sweep, trained.numerics(), engine, request.tolerance, failures);
        notes.addAll(audit.notes(request.engine.orElse(trained.engine())));
        for (StoredTraining training : trainings) {
            checks.add(audit.check(
                    training,
                    stored.getOrDefault(training.asked(), List.of()),
                    Optional.ofNullable(again.get(training.index()))));
        }
        return checks;
    }

    /// All rows; without the files that are not as they were written, where these cannot be read at all.
    private Map<Asked, List<Row>> read(
            AuditedSweep sweep, AuditedSweep.Trained trained, List<StoredTraining> trainings, TrainingRows rows) {
        Wanted wanted = new Wanted(
                sweep.owners(),
                sweep.keepers(),
                sweep.plan().spec().seed(),
                trained.numerics(),
                sweep.measurement(),
                sweep.plan().spec().replicates());
        List<Asked> asked = trainings.stream().map(StoredTraining::asked).toList();
        try {
            return rows.read(sweep.segments(), wanted, asked);
        } catch (StoreException e) {
            if (doubtful.isEmpty()) {
                throw e;
            }
            return rows.read(
                    sweep.segments().stream()
                            .filter(segment -> !doubtful.contains(segment.path()))
                            .toList(),
                    wanted,
                    asked);
        }
    }
}
