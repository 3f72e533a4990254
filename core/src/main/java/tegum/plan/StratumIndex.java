package tegum.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Finds the stratum of a grid point: one binary search for each axis that is cut.
sealed interface StratumIndex {

    /// Ordinal of the stratum that holds a grid point.
    int stratum(int... axisIndices);

    record One(int ordinal) implements StratumIndex {
        @Override
        public int stratum(int... axisIndices) {
            return ordinal;
        }
    }

    record Parts(Tiling.Cut cut, List<StratumIndex> parts) implements StratumIndex {
        @Override
        public int stratum(int... axisIndices) {
            return parts.get(cut.partOf(axisIndices[cut.axis()])).stratum(axisIndices);
        }
    }

    /// Numbers the boxes of a tiling.
    ///
    /// @param box the part of the grid that the tiling cuts, all axes in their order
    /// @param number gives each box its ordinal, in the order of the tiling
    static StratumIndex of(Tiling tiling, List<Stratum.Span> box, ToIntFunction<List<Stratum.Span>> number) {
        return switch (tiling) {
            case Tiling.Box _ -> new One(number.applyAsInt(box));
            case Tiling.Cut cut -> {
                List<StratumIndex> parts = new ArrayList<>();
                for (int part = 0; part < cut.parts().size(); part++) {
                    int from = cut.starts().get(part);
                    int to = part + 1 < cut.starts().size()
                            ? cut.starts().get(part + 1)
                            : box.get(cut.axis()).to();
                    List<Stratum.Span> within = new ArrayList<>(box);
                    within.set(cut.axis(), new Stratum.Span(from, to));
                    parts.add(of(cut.parts().get(part), List.copyOf(within), number));
                }
                yield new Parts(cut, List.copyOf(parts));
            }
        };
    }
}
