package tegum.coordinator.collect;

import java.util.Optional;
import tegum.plan.Located;

/// Where the cells of a stratum are in the plan of another version.
///
/// The same grid, as in a version with more replicates, is the same place. Otherwise a place costs as much as making
/// the cell, so places are remembered where there are not too many cells.
final class Link {
    private static final long NOWHERE = -1;

    private final StratumBook from;
    private final SweepBook to;
    private final boolean sameGrid;
    private long[] places = new long[0]; // 0: not asked yet; else 1 + stratum * 2^32 + position

    Link(StratumBook from, SweepBook to) {
        this.from = from;
        this.to = to;
        this.sameGrid = from.sweep().spec().template().equals(to.spec().template())
                && from.sweep().spec().axes().equals(to.spec().axes());
    }

    SweepBook to() {
        return to;
    }

    boolean isSameGrid() {
        return sameGrid;
    }

    /// Where the other version has the cell at a position of the stratum.
    Optional<Located> place(long position) {
        if (sameGrid) {
            return Optional.of(new Located(from.stratum().ordinal(), position));
        }
        if (from.stratum().cells() > StratumBook.REMEMBERED_CELLS) {
            return find(position);
        }
        if (places.length == 0) {
            places = new long[Math.toIntExact(from.stratum().cells())];
        }
        int at = Math.toIntExact(position);
        if (places[at] == 0) {
            places[at] = find(position)
                    .map(found -> 1 + ((long) found.stratum() << Integer.SIZE) + found.position())
                    .orElse(NOWHERE);
        }
        long place = places[at] - 1;
        return places[at] == NOWHERE
                ? Optional.empty()
                : Optional.of(new Located((int) (place >>> Integer.SIZE), place & 0xFFFF_FFFFL));
    }

    private Optional<Located> find(long position) {
        return to.plan().locate(from.sweep().plan().cell(from.stratum(), position));
    }
}
