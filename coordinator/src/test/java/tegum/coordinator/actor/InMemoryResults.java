package tegum.coordinator.actor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tegum.coordinator.collect.FinishedPart;
import tegum.coordinator.collect.OpenSweep;
import tegum.coordinator.collect.PartVerdict;
import tegum.coordinator.collect.ResolvedStratum;
import tegum.coordinator.collect.Results;
import tegum.coordinator.collect.StoredSweep;
import tegum.coordinator.collect.Submission;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.ledger.Priority;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.StoreException;
import tegum.coordinator.ledger.SweepState;
import tegum.coordinator.ledger.TokenRecord;
import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.plan.Plan;
import tegum.plan.Stratum;
import tegum.protocol.FailureKind;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.protocol.WorkerId;
import tegum.protocol.WorkerReport;
import tegum.spec.SweepSpec;

/// A store that forgets. Knows no sharing; one version per name.
final class InMemoryResults implements Results {
    private static final class Entry {
        private final Plan plan;
        private final String yaml;
        private final List<Resolution> resolutions = new ArrayList<>();
        private final List<IndexSet> done = new ArrayList<>();
        private final List<IndexSet> failed = new ArrayList<>();
        private SweepState state = SweepState.RUNNING;
        private Priority priority = Priority.NORMAL;

        private Entry(Plan plan, String yaml) {
            this.plan = plan;
            this.yaml = yaml;
            plan.strata().forEach(_ -> {
                resolutions.add(new Resolution.Waiting());
                done.add(IndexSet.empty());
                failed.add(IndexSet.empty());
            });
        }
    }

    /// Acts, in order, for tests to look at.
    final List<String> acts = new CopyOnWriteArrayList<>();

    private final Map<SweepVersion, Entry> sweeps = new TreeMap<>();
    private final List<TokenRecord> tokens = new ArrayList<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private Map<SweepVersion, Long> running = Map.of();
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile CountDownLatch busy = new CountDownLatch(0);
    private volatile boolean full;

    /// From now on every refresh of the manifest waits for the latch.
    void hold(CountDownLatch until) {
        busy = until;
    }

    /// Refreshes that have begun.
    int refreshes() {
        return refreshes.get();
    }

    /// From now on every commit fails as on a full disk.
    void fillDisk() {
        full = true;
    }

    @Override
    public long epoch() {
        return 3;
    }

    @Override
    public Submission submit(SweepSpec spec, String yaml, String by, String reason) {
        SweepVersion version = new SweepVersion(spec.name(), 1);
        boolean resumed = sweeps.containsKey(version);
        Entry entry = sweeps.computeIfAbsent(version, _ -> new Entry(Plan.of(spec), yaml));
        acts.add("submit " + version);
        return new Submission(version, resumed, entry.plan);
    }

    @Override
    public List<OpenSweep> open() {
        return sweeps.entrySet().stream()
                .filter(entry -> entry.getValue().state.wantsTrainings())
                .map(entry -> new OpenSweep(
                        entry.getKey(),
                        entry.getValue().state,
                        entry.getValue().priority,
                        entry.getValue().plan,
                        entry.getValue().yaml,
                        entry.getValue().resolutions))
                .toList();
    }

    @Override
    public List<OpenSweep> goOn(String by) {
        acts.add("go on");
        return open();
    }

    @Override
    public ResolvedStratum resolve(SweepVersion sweep, int stratum, String engine, String numerics) {
        entry(sweep).resolutions.set(stratum, new Resolution.Resolved(engine, numerics));
        acts.add("resolve %s %d %s".formatted(sweep, stratum, numerics));
        return new ResolvedStratum(engine, numerics, missing(sweep, stratum));
    }

    @Override
    public IndexSet missing(SweepVersion sweep, int stratum) {
        Entry entry = entry(sweep);
        return IndexSet.of(new IndexRange(0, entry.plan.strata().get(stratum).trainings()))
                .minus(entry.done.get(stratum))
                .minus(entry.failed.get(stratum));
    }

    @Override
    public List<PartVerdict> commit(List<FinishedPart> parts) {
        if (full) {
            throw new StoreException("the disk is full");
        }
        acts.add("commit " + parts.size());
        List<PartVerdict> verdicts = new ArrayList<>();
        for (FinishedPart part : parts) {
            WorkerReport.Done done = part.done();
            Entry entry = entry(done.sweep());
            IndexSet fresh = done.indices().intersection(missing(done.sweep(), done.stratum()));
            entry.done.set(done.stratum(), entry.done.get(done.stratum()).union(fresh));
            verdicts.add(new PartVerdict(
                    done.lease(), done.part(), fresh.isEmpty() ? Verdict.DUPLICATE : Verdict.NEW, "", fresh, Map.of()));
        }
        return verdicts;
    }

    @Override
    public int attempted(
            SweepVersion sweep, int stratum, IndexRange range, FailureKind kind, String text, WorkerId worker) {
        acts.add("attempted " + range);
        return attempts.merge(sweep + " " + stratum + " " + range, 1, Integer::sum);
    }

    @Override
    public void failed(
            SweepVersion sweep, int stratum, IndexSet indices, FailureKind kind, String text, WorkerId worker) {
        acts.add("failed " + indices);
        Entry entry = entry(sweep);
        entry.failed.set(stratum, entry.failed.get(stratum).union(indices));
    }

    @Override
    public void state(SweepVersion sweep, SweepState state, String by, String reason) {
        acts.add("state " + state.text());
        entry(sweep).state = state;
    }

    @Override
    public void priority(SweepVersion sweep, Priority priority, String by, String reason) {
        acts.add("priority " + priority.text());
        entry(sweep).priority = priority;
    }

    @Override
    public List<TokenRecord> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public boolean addToken(TokenRecord token, String reason) {
        return tokens.stream().noneMatch(known -> known.name().equals(token.name())) && tokens.add(token);
    }

    @Override
    public boolean revokeToken(String name, String by, String reason) {
        return tokens.removeIf(token -> token.name().equals(name));
    }

    @Override
    public void noted(String by, String act, String subject, String reason) {
        acts.add(act + " " + subject);
    }

    @Override
    public void reopen(SweepVersion sweep, String by, String reason) {
        state(sweep, SweepState.RUNNING, by, reason);
    }

    @Override
    public List<StoredSweep> sweeps() {
        return sweeps.entrySet().stream()
                .map(entry -> new StoredSweep(
                        entry.getKey(),
                        entry.getValue().state,
                        entry.getValue().priority,
                        entry.getValue().plan.cells(),
                        counts(entry.getKey()),
                        Instant.EPOCH,
                        "ann"))
                .toList();
    }

    @Override
    public boolean holdsEpoch() {
        return true;
    }

    @Override
    public SweepCounts counts(SweepVersion sweep) {
        Entry entry = entry(sweep);
        long planned =
                entry.plan.strata().stream().mapToLong(Stratum::trainings).sum();
        long done = entry.done.stream().mapToLong(IndexSet::count).sum();
        long failed = entry.failed.stream().mapToLong(IndexSet::count).sum();
        long runs = Math.min(running.getOrDefault(sweep, 0L), planned - done - failed);
        return new SweepCounts(planned, done, 0, failed, runs, planned - done - failed - runs, 0);
    }

    @Override
    public void running(Map<SweepVersion, Long> trainings) {
        running = trainings;
    }

    @Override
    public void joined(WorkerReport.Registered worker) {
        acts.add("joined " + worker.worker());
    }

    @Override
    public void left(WorkerId worker, long incarnation, String reason) {
        acts.add("left " + worker + " " + incarnation);
    }

    @Override
    public void refreshManifest() {
        refreshes.incrementAndGet();
        try {
            busy.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        acts.add("close");
    }

    private Entry entry(SweepVersion sweep) {
        return Objects.requireNonNull(sweeps.get(sweep));
    }
}
