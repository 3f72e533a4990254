package tegum.coordinator.collect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import tegum.coordinator.ledger.Resolution;
import tegum.coordinator.ledger.StratumRecord;
import tegum.plan.Located;
import tegum.plan.Stratum;
import tegum.protocol.SweepVersion;

/// Finds the trainings that versions have in common: same cell, stream, replicate and numerics, measured alike.
final class Sharing {
    private final Map<SweepVersion, SweepBook> sweeps;
    private final Map<StratumBook, Map<SweepVersion, Link>> links = new HashMap<>();

    /// @param sweeps all versions, kept up to date by the owner
    Sharing(Map<SweepVersion, SweepBook> sweeps) {
        this.sweeps = sweeps;
    }

    /// Links to the versions that may have trainings in common with a stratum.
    Collection<Link> links(StratumBook stratum) {
        List<Link> found = new ArrayList<>();
        SweepBook own = stratum.sweep();
        String key = stratum.record().kernelKey();
        for (SweepBook other : sweeps.values()) {
            if (other != own && mayShare(own, other) && other.hasKernelKey(key)) {
                found.add(link(stratum, other));
            }
        }
        return found;
    }

    /// Links to the versions that may have trained what a stratum asks for, with its recorded steps, and have measured
    /// it otherwise.
    List<Link> measuredOtherwise(StratumBook stratum) {
        SweepBook own = stratum.sweep();
        return sweeps.values().stream()
                .filter(other -> own.spec().seed() == other.spec().seed()
                        && !own.measurement().equals(other.measurement())
                        && hasResults(stratum, other)
                        && Kept.stepsSuffice(
                                other.spec(),
                                own.spec(),
                                stratum.stratum().key().shape()))
                .map(other -> link(stratum, other))
                .toList();
    }

    /// Versions that may keep weights of the given one's trainings, however they measure.
    List<SweepVersion> keepers(SweepBook own) {
        return sweeps.values().stream()
                .filter(other -> own.spec().seed() == other.spec().seed()
                        && own.strata().stream().anyMatch(stratum -> other.hasKernelKey(stratum.kernelKey())))
                .map(SweepBook::sweep)
                .toList();
    }

    private Link link(StratumBook stratum, SweepBook other) {
        return links.computeIfAbsent(stratum, _ -> new HashMap<>())
                .computeIfAbsent(other.sweep(), _ -> new Link(stratum, other));
    }

    private static boolean mayShare(SweepBook one, SweepBook other) {
        return one.spec().seed() == other.spec().seed() && one.measurement().equals(other.measurement());
    }

    /// Versions that may hold trainings of the given one: itself, and those that share a kernel and its numerics.
    List<SweepVersion> holders(SweepBook own) {
        List<SweepBook> others = sweeps.values().stream()
                .filter(other -> other == own || mayShare(own, other))
                .toList();
        if (others.size() == 1) {
            return List.of(own.sweep());
        }
        Set<Kernel> kernels = own.strata().stream().map(Kernel::of).collect(Collectors.toSet());
        return others.stream()
                .filter(other -> other == own
                        || other.strata().stream()
                                .anyMatch(stratum -> stratum.done() > 0 && kernels.contains(Kernel.of(stratum))))
                .map(SweepBook::sweep)
                .toList();
    }

    /// What trainings of two versions must have in common to be the same.
    private record Kernel(String key, Resolution resolution) {
        static Kernel of(StratumRecord stratum) {
            return new Kernel(stratum.kernelKey(), stratum.resolution());
        }
    }

    /// Gives the indices of a stratum whose trainings another version has stored, and kept enough of.
    void stored(StratumBook asker, String numerics, LongConsumer indices) {
        for (Link link : links(asker)) {
            SweepBook other = link.to();
            boolean enough = Kept.suffices(
                    other.spec(), asker.sweep().spec(), asker.stratum().key().shape());
            if (enough && hasResults(asker, other)) {
                cells(
                        asker,
                        link,
                        (position, there, otherPosition) ->
                                common(asker, position, there, otherPosition, numerics, indices));
            }
        }
    }

    private static boolean hasResults(StratumBook asker, SweepBook other) {
        return other.strata().stream()
                .anyMatch(stratum -> stratum.kernelKey().equals(asker.record().kernelKey()) && stratum.done() > 0);
    }

    /// A cell that two strata have in common.
    interface CommonCell {
        /// @param position where the asker has it
        /// @param other the stratum of the other version
        /// @param otherPosition where that has it
        void at(long position, StratumBook other, long otherPosition);
    }

    /// Gives the cells that a stratum has in common with another version, or at least those with a result there.
    void cells(StratumBook asker, Link link, CommonCell common) {
        SweepBook other = link.to();
        List<StratumRecord> strata = other.strata().stream()
                .filter(stratum -> stratum.kernelKey().equals(asker.record().kernelKey()) && stratum.done() > 0)
                .toList();
        long done = strata.stream().mapToLong(StratumRecord::done).sum();
        if (link.isSameGrid() || asker.stratum().cells() <= done) {
            forward(asker, link, common);
        } else {
            strata.forEach(stratum -> backward(other.stratum(stratum.stratum()), asker, common));
        }
    }

    private static void forward(StratumBook asker, Link link, CommonCell common) {
        for (long position = 0; position < asker.stratum().cells(); position++) {
            Optional<Located> place = link.place(position);
            if (place.isPresent()) {
                common.at(
                        position,
                        link.to().stratum(place.get().stratum()),
                        place.get().position());
            }
        }
    }

    /// From the other's side, when it has fewer cells with results than the asker has cells.
    private void backward(StratumBook other, StratumBook asker, CommonCell common) {
        Link back = link(other, asker.sweep());
        for (long position = 0; position < other.stratum().cells(); position++) {
            if (other.isWritten(position)) {
                Optional<Located> place = back.place(position);
                if (place.isPresent()
                        && place.get().stratum() == asker.stratum().ordinal()) {
                    common.at(place.get().position(), other, position);
                }
            }
        }
    }

    private static void common(
            StratumBook asker,
            long position,
            StratumBook other,
            long otherPosition,
            String numerics,
            LongConsumer indices) {
        if (!other.hasNumerics(numerics) || !other.isWritten(otherPosition)) {
            return;
        }
        Stratum asked = asker.stratum();
        Stratum there = other.stratum();
        for (int replicate = 0; replicate < Math.min(asked.replicates(), there.replicates()); replicate++) {
            if (other.isDone(there.index(replicate, otherPosition))) {
                indices.accept(asked.index(replicate, position));
            }
        }
    }
}
