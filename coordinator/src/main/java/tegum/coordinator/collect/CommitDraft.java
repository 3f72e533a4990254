package tegum.coordinator.collect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tegum.plan.IndexSet;
import tegum.plan.Located;
import tegum.plan.PlannedCell;
import tegum.plan.Stratum;
import tegum.protocol.ResultColumns;
import tegum.protocol.SweepVersion;
import tegum.protocol.Verdict;
import tegum.spec.Keep;

/// Gathers what one commit is to write: rows, bits and verdicts. Nothing has happened yet.
final class CommitDraft {
    private final Sharing sharing;
    private final Map<StratumBook, ChunkEdit> edits = new LinkedHashMap<>();
    private final Map<SweepBook, List<BookedPart>> parts = new LinkedHashMap<>();
    private final Map<SweepBook, List<PlannedCell>> cells = new LinkedHashMap<>();
    private final Map<StratumBook, List<Link>> links = new LinkedHashMap<>();

    CommitDraft(Sharing sharing) {
        this.sharing = sharing;
    }

    Map<StratumBook, ChunkEdit> edits() {
        return edits;
    }

    /// Results to write, by the version that trained them.
    Map<SweepBook, List<BookedPart>> parts() {
        return parts;
    }

    /// Cells that have their first result in a version.
    Map<SweepBook, List<PlannedCell>> cells() {
        return cells;
    }

    ChunkEdit edit(StratumBook stratum) {
        return edits.computeIfAbsent(stratum, ChunkEdit::new);
    }

    /// Takes in a sound part.
    PartVerdict add(FinishedPart part, StratumBook stratum) {
        IndexSet.Builder newlyDone = new IndexSet.Builder();
        Map<SweepVersion, Map<Integer, List<Long>>> shared = new TreeMap<>();
        BookedPart booked = book(part, stratum, newlyDone, shared);
        if (!booked.isEmpty()) {
            parts.computeIfAbsent(stratum.sweep(), _ -> new ArrayList<>()).add(booked);
        }
        IndexSet done = newlyDone.build();
        return new PartVerdict(
                part.done().lease(),
                part.done().part(),
                done.isEmpty() ? Verdict.DUPLICATE : Verdict.NEW,
                "",
                done,
                sets(shared));
    }

    private static Map<SweepVersion, Map<Integer, IndexSet>> sets(Map<SweepVersion, Map<Integer, List<Long>>> lists) {
        Map<SweepVersion, Map<Integer, IndexSet>> sets = new TreeMap<>();
        lists.forEach((sweep, strata) -> strata.forEach((stratum, indices) -> sets.computeIfAbsent(
                        sweep, _ -> new TreeMap<>())
                .put(
                        stratum,
                        IndexSet.ofAscending(
                                indices.stream().mapToLong(Long::longValue).sorted()))));
        return sets;
    }

    private BookedPart book(
            FinishedPart part,
            StratumBook stratum,
            IndexSet.Builder newlyDone,
            Map<SweepVersion, Map<Integer, List<Long>>> shared) {
        ChunkEdit edit = edit(stratum);
        ResultColumns results = part.results();
        Kept kept = Kept.of(stratum.sweep().spec(), stratum.stratum().key().shape());
        BookedPart booked = new BookedPart(part, stratum);
        int measured = 0;
        for (int training = 0; training < results.count(); training++) {
            boolean isMeasured = results.isMeasured()[training];
            int k = isMeasured ? measured++ : -1;
            long index = results.indices()[training];
            if (!edit.isOpen(index)) {
                continue;
            }
            boolean isStored = share(stratum, index, part.done().engine().numerics(), shared);
            markDone(edit, index, false);
            newlyDone.add(index);
            boolean beats = isMeasured
                    && stratum.beatsBest(
                            stratum.stratum().position(index),
                            results.numbers().losses().loss()[k],
                            stratum.stratum().replicate(index));
            booked.add(
                    training,
                    isStored,
                    isMeasured ? keeps(kept.weights(), beats) : "",
                    isMeasured ? keeps(kept.trajectories(), beats) : "");
        }
        return booked;
    }

    /// Books an open training that was measured anew.
    ///
    /// @return whether its row is to be written: no other version has one that is measured so
    boolean remeasured(ChunkEdit edit, long index, String numerics) {
        boolean isStored = share(edit.book(), index, numerics, new TreeMap<>());
        markDone(edit, index, true);
        return !isStored;
    }

    private static String keeps(Keep.Amount amount, boolean beatsBest) {
        return switch (amount) {
            case NONE -> "";
            case BEST -> beatsBest ? amount.text() : "";
            case ALL, AUTO -> Keep.Amount.ALL.text();
        };
    }

    /// Marks an open training as done, and notes its cell if it is the first result there.
    void markDone(ChunkEdit edit, long index, boolean forAnother) {
        if (edit.markDone(index, forAnother)) {
            StratumBook stratum = edit.book();
            SweepBook sweep = stratum.sweep();
            PlannedCell cell =
                    sweep.plan().cell(stratum.stratum(), stratum.stratum().position(index));
            stratum.remember(cell);
            cells.computeIfAbsent(sweep, _ -> new ArrayList<>()).add(cell);
        }
    }

    /// The versions that a result of the stratum concerns: those that still want trainings, and those whose results
    /// were not booked here as reused, because they keep less or this version is closed.
    private List<Link> concerned(StratumBook stratum) {
        SweepBook own = stratum.sweep();
        return sharing.links(stratum).stream()
                .filter(link -> link.to().state().wantsTrainings()
                        || !own.state().wantsTrainings()
                        || !Kept.suffices(
                                link.to().spec(),
                                own.spec(),
                                stratum.stratum().key().shape()))
                .toList();
    }

    /// Marks the same training in the versions beside this one.
    ///
    /// @return whether one of them has stored it already
    private boolean share(
            StratumBook stratum, long index, String numerics, Map<SweepVersion, Map<Integer, List<Long>>> shared) {
        boolean isStored = false;
        for (Link link : links.computeIfAbsent(stratum, this::concerned)) {
            SweepBook other = link.to();
            Optional<Located> place = link.place(stratum.stratum().position(index));
            int replicate = stratum.stratum().replicate(index);
            if (place.isEmpty() || replicate >= other.spec().replicates()) {
                continue;
            }
            StratumBook there = other.stratum(place.get().stratum());
            Stratum plan = there.stratum();
            long same = plan.index(replicate, place.get().position());
            if (!there.hasNumerics(numerics)) {
                continue;
            }
            ChunkEdit edit = edit(there);
            if (edit.isDone(same)) {
                isStored = true;
            } else if (edit.isOpen(same)
                    && other.state().wantsTrainings()
                    && Kept.suffices(
                            stratum.sweep().spec(), other.spec(), plan.key().shape())) {
                markDone(edit, same, true);
                shared.computeIfAbsent(other.sweep(), _ -> new TreeMap<>())
                        .computeIfAbsent(plan.ordinal(), _ -> new ArrayList<>())
                        .add(same);
            }
        }
        return isStored;
    }
}
