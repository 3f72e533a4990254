package tegum.coordinator.collect;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tegum.coordinator.dataset.DataSet;
import tegum.coordinator.dataset.Relation;
import tegum.coordinator.dataset.ResultStage;
import tegum.coordinator.dataset.SegmentRows;
import tegum.coordinator.ledger.AttemptRecord;
import tegum.coordinator.ledger.AuditRecord;
import tegum.coordinator.ledger.EpochLostException;
import tegum.coordinator.ledger.Ledger;
import tegum.coordinator.ledger.LedgerSource;
import tegum.coordinator.ledger.LedgerTransaction;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.StratumRecord;
import tegum.coordinator.ledger.SweepRecord;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.TokenRecord;
import tegum.coordinator.ledger.sqlite.SqliteSource;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.spec.MeasureSettings;
import tegum.spec.SweepSpec;
import tegum.spec.text.MeasureText;
import tegum.spec.text.SpecReader;

/// The results store in a folder: ledger and data set.
public final class StoredResults implements Results {
    private static final String PROGRAM = "tegum";

    /// Trainings given up in one commit: an unsupported stratum may have millions.
    private static final long FAILED_AT_ONCE = 100_000;

    /// Trainings of a version that is summed up when the store is closed: seconds. Larger ones wait for `store
    /// compact`.
    private static final long SUMMED_UP_AT_CLOSE = 2_000_000;

    private final Ledger ledger;
    private final StoreWriter writer;
    private final Clock clock;
    private final Tenure tenure;
    private final Map<SweepVersion, SweepBook> sweeps = new LinkedHashMap<>();
    private final Sharing sharing = new Sharing(sweeps);
    private final Remeasuring remeasuring;
    private final Compaction compaction;
    private final Summaries summaries;

    StoredResults(
            Path folder, Ledger ledger, DataSet dataSet, Clock clock, Tenure tenure, CommitStep.Observer observer) {
        this.ledger = ledger;
        this.clock = clock;
        this.tenure = tenure;
        this.writer = new StoreWriter(folder, ledger, dataSet, clock, observer);
        this.compaction = new Compaction(folder, writer, clock);
        this.summaries = new Summaries(folder, writer);
        this.remeasuring = new Remeasuring(folder, writer, sharing, clock, (draft, change) -> {
            write(draft, change);
            show();
        });
        for (SweepRecord sweep : ledger.sweeps()) {
            sweeps.put(sweep.sweep(), SweepBook.read(ledger, sweep));
        }
        interruptIfRun("the coordinator stopped without a word");
        show();
    }

    private void interruptIfRun(String reason) {
        if (tenure == Tenure.ONE_RUN) {
            sweeps.values().stream()
                    .filter(sweep -> sweep.state() == SweepState.RUNNING)
                    .forEach(sweep -> enter(sweep, SweepState.INTERRUPTED, PROGRAM, reason));
        }
    }

    /// Opens the store in a folder for one run, making it if there is none, with its ledger in the same folder.
    ///
    /// @throws tegum.coordinator.ledger.StoreException if another process writes it, it is not writable, or it is
    ///     not a store
    public static StoredResults open(Path folder, Clock clock) {
        return open(folder, new SqliteSource(), clock);
    }

    /// Opens the store in a folder for this process alone, making it if there is none.
    ///
    /// @param source where its ledger is
    /// @throws tegum.coordinator.ledger.StoreException if another process writes it, it is not writable, it is
    ///     not a store, or the ledger cannot be used
    public static StoredResults open(Path folder, LedgerSource source, Clock clock) {
        return open(folder, source, clock, Tenure.ONE_RUN);
    }

    /// Opens the store in a folder, making it if there is none.
    ///
    /// @param tenure of a standing coordinator: where the ledger can be shared, another coordinator that
    ///     has it open is fenced from here on, and whatever it still does to the store is refused
    /// @throws tegum.coordinator.ledger.StoreException as the other [#open]
    public static StoredResults open(Path folder, LedgerSource source, Clock clock, Tenure tenure) {
        return open(folder, source, clock, tenure, _ -> {});
    }

    /// Opens the store in a folder, and makes none.
    ///
    /// @throws tegum.coordinator.ledger.StoreException as [#open], and if there is no store
    public static StoredResults openExisting(Path folder, LedgerSource source, Clock clock) {
        StoreCare.requireStore(folder);
        return open(folder, source, clock);
    }

    static StoredResults open(Path folder, Clock clock, CommitStep.Observer observer) {
        return open(folder, new SqliteSource(), clock, Tenure.ONE_RUN, observer);
    }

    private static StoredResults open(
            Path folder, LedgerSource source, Clock clock, Tenure tenure, CommitStep.Observer observer) {
        Ledger ledger = source.open(folder, tenure.access(), clock);
        try {
            DataSet dataSet = DataSet.open(folder);
            try {
                return new StoredResults(folder, ledger, dataSet, clock, tenure, observer);
            } catch (RuntimeException e) {
                dataSet.close();
                throw e;
            }
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    @Override
    public long epoch() {
        return ledger.epoch();
    }

    @Override
    public Submission submit(SweepSpec spec, String yaml, String by, String reason) {
        Optional<SweepBook> latest = latest(spec.name());
        if (latest.isPresent() && latest.get().record().canonical().equals(spec.canonicalText())) {
            SweepBook sweep = latest.get();
            if (sweep.state() != SweepState.DONE) {
                reopen(sweep, by, said("submitted again", reason));
            }
            return new Submission(sweep.sweep(), true, sweep.plan());
        }
        int version = latest.map(sweep -> sweep.sweep().version()).orElse(0) + 1;
        Plan plan = Plan.of(spec);
        SweepRecord record = new SweepRecord(
                new SweepVersion(spec.name(), version),
                SweepState.RUNNING,
                Priority.NORMAL,
                spec.canonicalText(),
                yaml,
                plan.cells(),
                plan.trainings(),
                clock.instant(),
                by);
        add(record, spec, plan, latest.filter(sweep -> sweep.state().wantsTrainings()), said("new version", reason));
        show();
        return new Submission(record.sweep(), false, plan);
    }

    private static String said(String what, String reason) {
        return reason.isEmpty() ? what : what + ": " + reason;
    }

    @Override
    public void reopen(SweepVersion sweep, String by, String reason) {
        reopen(book(sweep), by, reason);
    }

    /// Goes on with a version. One that had ended wants the trainings again that were given up, and shares what other
    /// versions have trained since.
    private void reopen(SweepBook sweep, String by, String reason) {
        if (!sweep.state().wantsTrainings()) {
            CommitDraft draft = new CommitDraft(sharing);
            for (StratumRecord stratum : sweep.strata()) {
                StratumBook book = sweep.stratum(stratum.stratum());
                draft.edit(book).reopenFailed();
                book.resolved().ifPresent(resolved -> reuse(draft, book, resolved.numerics()));
            }
            write(draft);
        }
        enter(sweep, SweepState.RUNNING, by, reason);
        remeasureWhatIsKept(sweep);
        complete(List.of(sweep));
        show();
    }

    private void remeasureWhatIsKept(SweepBook sweep) {
        for (StratumRecord stratum : sweep.strata()) {
            StratumBook book = sweep.stratum(stratum.stratum());
            book.resolved().ifPresent(resolved -> remeasuring.complete(book, resolved.numerics()));
        }
    }

    @Override
    public List<OpenSweep> goOn(String by) {
        for (SweepBook sweep : books()) {
            switch (sweep.state()) {
                case RUNNING -> remeasureWhatIsKept(sweep);
                case INTERRUPTED -> {
                    enter(sweep, SweepState.RUNNING, by, "a coordinator goes on with it");
                    remeasureWhatIsKept(sweep);
                }
                case PAUSED, DONE, FAILED, CANCELLED, SUPERSEDED -> {}
            }
        }
        complete(books());
        show();
        return open();
    }

    /// Books as reused what other versions have stored.
    private void reuse(CommitDraft draft, StratumBook book, String numerics) {
        ChunkEdit edit = draft.edit(book);
        sharing.stored(book, numerics, index -> {
            if (edit.isOpen(index)) {
                draft.markDone(edit, index, true);
            }
        });
    }

    private Optional<SweepBook> latest(String name) {
        return sweeps.values().stream()
                .filter(sweep -> sweep.sweep().name().equals(name))
                .reduce((_, later) -> later);
    }

    private void add(SweepRecord record, SweepSpec spec, Plan plan, Optional<SweepBook> superseded, String reason) {
        List<StratumRecord> strata = new ArrayList<>();
        for (Stratum stratum : plan.strata()) {
            strata.add(new StratumRecord(
                    record.sweep(),
                    stratum.ordinal(),
                    stratum.key().text(),
                    new Resolution.Waiting(),
                    stratum.trainings(),
                    0,
                    0,
                    0));
        }
        SweepBook book = new SweepBook(ledger, record, spec, strata);
        String owner = record.sweep().toString();
        List<AuditRecord> audit = new ArrayList<>();
        audit.add(audit(record.submittedBy(), "submit", record.sweep(), reason));
        superseded.ifPresent(
                old -> audit.add(audit(record.submittedBy(), "state", old.sweep(), "superseded by " + owner)));
        writer.change()
                .segment(Relation.SWEEPS, owner, rows -> SweepRows.sweep(rows, book))
                .segment(Relation.AXES, owner, rows -> SweepRows.axes(rows, book))
                .segment(Relation.AUDIT, owner, rows -> audit.forEach(act -> SweepRows.audit(rows, act)))
                .commit(transaction -> {
                    transaction.addSweep(record);
                    strata.forEach(transaction::putStratum);
                    superseded.ifPresent(old -> transaction.setState(old.sweep(), SweepState.SUPERSEDED));
                    audit.forEach(transaction::addAudit);
                });
        superseded.ifPresent(old -> old.enter(SweepState.SUPERSEDED));
        sweeps.put(record.sweep(), book);
    }

    private AuditRecord audit(String who, String act, SweepVersion subject, String reason) {
        return new AuditRecord(clock.instant(), who, act, subject.toString(), reason);
    }

    @Override
    public List<OpenSweep> open() {
        return sweeps.values().stream()
                .filter(sweep -> sweep.state().wantsTrainings())
                .map(sweep -> new OpenSweep(
                        sweep.sweep(),
                        sweep.state(),
                        sweep.priority(),
                        sweep.plan(),
                        sweep.record().yaml(),
                        sweep.strata().stream().map(StratumRecord::resolution).toList()))
                .toList();
    }

    @Override
    public ResolvedStratum resolve(SweepVersion sweep, int stratum, String engine, String numerics) {
        StratumBook book = book(sweep).stratum(stratum);
        Resolution.Resolved resolved = new Resolution.Resolved(engine, numerics);
        Optional<Resolution.Resolved> before = book.resolved();
        if (before.isPresent() && (book.hasNumerics(numerics) || book.begun())) {
            return new ResolvedStratum(before.get().engine(), before.get().numerics(), book.missing());
        }
        CommitDraft draft = new CommitDraft(sharing);
        draft.edit(book).resolve(resolved);
        reuse(draft, book, numerics);
        write(draft);
        show();
        remeasuring.complete(book, numerics);
        return new ResolvedStratum(engine, numerics, book.missing());
    }

    /// Makes a version that differs from another in how it measures, and measures its trainings anew from kept weights;
    /// nothing is trained. Interrupted, the same call goes on.
    ///
    /// What is open in the end was never trained, or its weights were not kept: a run of the spec trains it.
    ///
    /// @param keptOnly whether trainings without kept weights may stay open
    /// @param by who asks
    /// @throws tegum.spec.InvalidSpecException if the spec's text is written so that its section cannot be replaced
    /// @throws tegum.coordinator.ledger.StoreException if trainings keep no weights and may not stay open, or none
    ///     keeps any; then nothing has happened
    public SweepVersion measure(SweepVersion source, MeasureSettings measure, boolean keptOnly, String by) {
        SweepBook from = book(source);
        remeasuring.requireWeights(from, measure, keptOnly);
        String yaml = MeasureText.with(from.record().yaml(), measure);
        SweepBook to = book(submit(SpecReader.read(yaml), yaml, by).sweep());
        for (StratumRecord stratum : to.strata()) {
            if (stratum.resolution() instanceof Resolution.Waiting) {
                trainedWith(from, stratum)
                        .ifPresent(trained ->
                                resolve(to.sweep(), stratum.stratum(), trained.engine(), trained.numerics()));
            }
        }
        if (to.state() == SweepState.RUNNING) {
            enter(to, SweepState.CANCELLED, by, "measured only; a run of its spec trains what is open");
            show();
        }
        return to.sweep();
    }

    /// What trained a stratum of a version, or of an earlier one: a version that was to be measured anew and was
    /// interrupted may not have it yet.
    private Optional<Resolution.Resolved> trainedWith(SweepBook version, StratumRecord stratum) {
        return Stream.concat(
                        Stream.of(version),
                        books().reversed().stream()
                                .filter(book -> book.sweep()
                                        .name()
                                        .equals(version.sweep().name())))
                .flatMap(book -> book.strata().stream())
                .filter(other -> other.kernelKey().equals(stratum.kernelKey()) && other.done() > 0)
                .flatMap(other -> other.resolution() instanceof Resolution.Resolved resolved
                        ? Stream.of(resolved)
                        : Stream.empty())
                .findFirst();
    }

    @Override
    public IndexSet missing(SweepVersion sweep, int stratum) {
        return book(sweep).stratum(stratum).missing();
    }

    private SweepBook book(SweepVersion sweep) {
        SweepBook book = sweeps.get(sweep);
        if (book == null) {
            throw new IllegalArgumentException("the store has no sweep " + sweep);
        }
        return book;
    }

    @Override
    public List<PartVerdict> commit(List<FinishedPart> parts) {
        CommitDraft draft = new CommitDraft(sharing);
        List<PartVerdict> verdicts = new ArrayList<>();
        for (FinishedPart part : parts) {
            verdicts.add(verdict(draft, part));
        }
        try {
            if (verdicts.stream().anyMatch(verdict -> verdict.verdict() == Verdict.NEW)) {
                write(draft);
                compaction.step();
                show();
            }
            return verdicts;
        } catch (EpochLostException e) {
            return parts.stream()
                    .map(part -> PartVerdict.of(part, Verdict.FENCED, "another coordinator took over"))
                    .toList();
        }
    }

    private PartVerdict verdict(CommitDraft draft, FinishedPart part) {
        SweepBook sweep = sweeps.get(part.done().sweep());
        if (sweep == null) {
            return PartVerdict.rejected(
                    part, "the store has no sweep " + part.done().sweep());
        }
        int ordinal = part.done().stratum();
        if (ordinal < 0 || ordinal >= sweep.strata().size()) {
            return PartVerdict.rejected(part, "%s has no stratum %d".formatted(sweep.sweep(), ordinal));
        }
        StratumBook stratum = sweep.stratum(ordinal);
        return PartCheck.problem(part, stratum)
                .map(problem -> PartVerdict.rejected(part, problem))
                .orElseGet(() -> draft.add(part, stratum));
    }

    /// Writes a draft as one change, and takes it over.
    private void write(CommitDraft draft) {
        write(draft, writer.change());
    }

    private void write(CommitDraft draft, StoreWriter.Change change) {
        draft.parts().forEach((sweep, parts) -> results(change, sweep, parts));
        draft.cells().forEach((sweep, cells) -> {
            String owner = sweep.sweep().toString();
            change.segment(
                    Relation.SWEEP_CELLS,
                    owner,
                    rows -> cells.forEach(cell -> CellRows.sweepCell(rows, sweep.sweep(), cell)));
            change.segment(Relation.CELLS, owner, rows -> cells.forEach(cell -> CellRows.cell(rows, cell)));
        });
        List<ChunkEdit> edits =
                draft.edits().values().stream().filter(edit -> !edit.isEmpty()).toList();
        change.commit(transaction -> put(transaction, edits));
        edits.forEach(edit -> edit.book().sweep().install(edit));
        complete(edits.stream().map(edit -> edit.book().sweep()).distinct().toList());
    }

    private static void results(StoreWriter.Change change, SweepBook sweep, List<BookedPart> parts) {
        String owner = sweep.sweep().toString();
        change.results(
                owner,
                new ResultStage.Constants(
                        sweep.sweep().name(),
                        sweep.sweep().version(),
                        sweep.spec().seed(),
                        sweep.measurement()),
                stage -> parts.forEach(part -> part.write(stage)));
        if (parts.stream().anyMatch(BookedPart::keepsTrajectories)) {
            change.segment(Relation.TRAJECTORIES, owner, rows -> parts.forEach(part -> part.writeTrajectories(rows)));
        }
    }

    /// Ends the versions of which nothing is open any more.
    private void complete(List<SweepBook> changed) {
        for (SweepBook sweep : changed) {
            sweep.completed().ifPresent(state -> enter(sweep, state, PROGRAM, "no training is open any more"));
        }
    }

    @Override
    public int attempted(
            SweepVersion sweep, int stratum, IndexRange range, FailureKind kind, String text, WorkerId worker) {
        AttemptRecord attempt = new AttemptRecord(sweep, stratum, range, kind, text, worker, clock.instant());
        return ledger.transact(transaction -> transaction.addAttempt(attempt));
    }

    @Override
    public void failed(
            SweepVersion sweep, int stratum, IndexSet indices, FailureKind kind, String text, WorkerId worker) {
        SweepBook book = book(sweep);
        IndexSet left = indices.intersection(book.stratum(stratum).missing());
        if (left.isEmpty()) {
            return;
        }
        while (!left.isEmpty()) {
            IndexSet block = left.first(FAILED_AT_ONCE);
            List<AttemptRecord> given = block.ranges().stream()
                    .map(range -> new AttemptRecord(sweep, stratum, range, kind, text, worker, clock.instant()))
                    .toList();
            giveUp(book, stratum, given);
            left = left.minus(block);
        }
        complete(List.of(book));
        show();
    }

    private void giveUp(SweepBook sweep, int stratum, List<AttemptRecord> given) {
        StratumBook failing = sweep.stratum(stratum);
        ChunkEdit edit = new ChunkEdit(failing);
        given.forEach(attempt -> IndexSet.of(attempt.range()).indices().forEach(edit::markFailed));
        writer.change()
                .segment(
                        Relation.FAILURES,
                        sweep.sweep().toString(),
                        rows -> given.forEach(attempt -> IndexSet.of(attempt.range())
                                .indices()
                                .forEach(index -> SweepRows.failure(rows, failing, index, attempt))))
                .commit(transaction -> put(transaction, List.of(edit)));
        sweep.install(edit);
    }

    /// All strata before all chunks: what is alike goes to the ledger together.
    private static void put(LedgerTransaction transaction, List<ChunkEdit> edits) {
        edits.forEach(edit -> transaction.putStratum(edit.record()));
        edits.forEach(edit -> edit.chunks()
                .forEach(chunk -> transaction.putChunk(
                        edit.record().sweep(), edit.record().stratum(), chunk)));
    }

    @Override
    public void state(SweepVersion sweep, SweepState state, String by, String reason) {
        SweepBook book = book(sweep);
        if (book.state() != state) {
            enter(book, state, by, reason);
            show();
        }
    }

    @Override
    public void priority(SweepVersion sweep, Priority priority, String by, String reason) {
        SweepBook book = book(sweep);
        if (book.priority() != priority) {
            AuditRecord act = audit(by, "priority", sweep, "%s: %s".formatted(priority.text(), reason));
            audited(act, sweep.toString(), transaction -> transaction.setPriority(sweep, priority));
            book.prioritize(priority);
            show();
        }
    }

    @Override
    public List<TokenRecord> tokens() {
        return ledger.tokens();
    }

    @Override
    public boolean addToken(TokenRecord token, String reason) {
        if (holdingToken(token.name())) {
            return false;
        }
        audited(
                new AuditRecord(
                        token.createdAt(),
                        token.createdBy(),
                        "token",
                        token.name(),
                        "created, %s: %s".formatted(token.role().text(), reason)),
                DataSet.STORE,
                transaction -> transaction.addToken(token));
        show();
        return true;
    }

    @Override
    public boolean revokeToken(String name, String by, String reason) {
        if (!holdingToken(name)) {
            return false;
        }
        audited(
                new AuditRecord(clock.instant(), by, "token", name, "revoked: " + reason),
                DataSet.STORE,
                transaction -> transaction.revokeToken(name, clock.instant()));
        show();
        return true;
    }

    private boolean holdingToken(String name) {
        return ledger.tokens().stream().anyMatch(token -> token.name().equals(name));
    }

    @Override
    public void noted(String by, String act, String subject, String reason) {
        audited(new AuditRecord(clock.instant(), by, act, subject, reason), DataSet.STORE, _ -> {});
        show();
    }

    /// Commits an act with its row in the relation `audit`.
    private void audited(AuditRecord act, String owner, Consumer<LedgerTransaction> changes) {
        writer.change()
                .segment(Relation.AUDIT, owner, rows -> SweepRows.audit(rows, act))
                .commit(transaction -> {
                    changes.accept(transaction);
                    transaction.addAudit(act);
                });
    }

    private void enter(SweepBook sweep, SweepState state, String by, String reason) {
        AuditRecord act = audit(by, "state", sweep.sweep(), "%s: %s".formatted(state.text(), reason));
        audited(act, sweep.sweep().toString(), transaction -> transaction.setState(sweep.sweep(), state));
        sweep.enter(state);
    }

    /// The version that a name stands for: `name@version`, or the latest of that name. Known to the ledger, so that it
    /// is found whatever has become of the files.
    ///
    /// @throws tegum.coordinator.ledger.StoreException if there is none; the message names those that there are
    public SweepVersion version(String name) {
        return books().reversed().stream()
                .map(SweepBook::sweep)
                .filter(sweep -> name.equals(sweep.name()) || name.equals(sweep.toString()))
                .findFirst()
                .orElseThrow(() -> {
                    String known = books().stream()
                            .map(book -> book.sweep().name())
                            .distinct()
                            .collect(Collectors.joining(", "));
                    return new StoreException("the store has no sweep %s; it has %s"
                            .formatted(name, known.isEmpty() ? "none yet" : known));
                });
    }

    /// What an audit of a version must know.
    ///
    /// @throws IllegalArgumentException if there is no such version
    public AuditedSweep audited(SweepVersion sweep) {
        return AuditedSweep.of(book(sweep), sharing, writer.segments());
    }

    /// Stores what an audit has compared.
    ///
    /// @param rows writes rows of the relation `checks`
    public void checked(SweepVersion sweep, Consumer<SegmentRows> rows) {
        writer.change().segment(Relation.CHECKS, sweep.toString(), rows).commit(_ -> {});
        show();
    }

    @Override
    public List<StoredSweep> sweeps() {
        return sweeps.values().stream()
                .map(sweep -> new StoredSweep(
                        sweep.sweep(),
                        sweep.state(),
                        sweep.priority(),
                        sweep.record().cells(),
                        sweep.counts(),
                        sweep.record().submittedAt(),
                        sweep.record().submittedBy()))
                .toList();
    }

    @Override
    public boolean holdsEpoch() {
        return ledger.holdsEpoch();
    }

    @Override
    public SweepCounts counts(SweepVersion sweep) {
        return book(sweep).counts();
    }

    @Override
    public void running(Map<SweepVersion, Long> trainings) {
        sweeps.values().forEach(sweep -> sweep.running(trainings.getOrDefault(sweep.sweep(), 0L)));
    }

    @Override
    public void joined(WorkerReport.Registered worker) {
        writer.change()
                .segment(Relation.WORKERS, DataSet.STORE, rows -> SweepRows.joined(rows, worker, clock.instant()))
                .commit(_ -> {});
        show();
    }

    @Override
    public void left(WorkerId worker, long incarnation, String reason) {
        writer.change()
                .segment(
                        Relation.WORKERS,
                        DataSet.STORE,
                        rows -> SweepRows.left(rows, worker, incarnation, reason, clock.instant()))
                .commit(_ -> {});
        show();
    }

    @Override
    public void refreshManifest() {
        if (compaction.step() || writer.isDue()) {
            writer.replace(StoreViews.counted(sweeps.values(), writer), StoreViews.of(sweeps.values(), sharing));
        }
    }

    private void show() {
        writer.show(StoreViews.counted(sweeps.values(), writer), StoreViews.of(sweeps.values(), sharing));
    }

    /// The versions, in the order of submission.
    List<SweepBook> books() {
        return List.copyOf(sweeps.values());
    }

    /// Gives the store back as a crash would: nothing more is written.
    void abandon() {
        compaction.close();
        writer.close();
    }

    /// Merges all small segments, and sums up what is done.
    Compaction.Done compact() {
        Compaction.Done done = compaction.all();
        show();
        if (summaries.write(sweeps.values(), Long.MAX_VALUE)) {
            show();
        }
        return done;
    }

    @Override
    public void close() {
        try (writer;
                compaction) {
            if (ledger.holdsEpoch()) {
                running(Map.of());
                interruptIfRun("the coordinator stopped");
                compaction.finish();
                show();
                if (summaries.write(sweeps.values(), SUMMED_UP_AT_CLOSE)) {
                    show();
                }
            }
        }
    }
}
