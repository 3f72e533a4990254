package tegum.worker.engine.vector;

import jdk.incubator.vector.FloatVector;

/// Adds rows over the samples of a chunk to their lane sums.
final class RowSums {
    private RowSums() {}

    /// Adds four rows of a packed array to their lane sums.
    ///
    /// @param at where the first row of the first group lies
    static void fourRows(float[] rows, int at, int perGroup, int lane, int groups, float[] sums, int to) {
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        FloatVector b = FloatVector.fromArray(Lanes.FLOATS, sums, to + Lanes.VIRTUAL);
        FloatVector c = FloatVector.fromArray(Lanes.FLOATS, sums, to + 2 * Lanes.VIRTUAL);
        FloatVector d = FloatVector.fromArray(Lanes.FLOATS, sums, to + 3 * Lanes.VIRTUAL);
        int from = at + lane;
        for (int group = 0; group < groups; group++) {
            a = a.add(FloatVector.fromArray(Lanes.FLOATS, rows, from));
            b = b.add(FloatVector.fromArray(Lanes.FLOATS, rows, from + Lanes.VIRTUAL));
            c = c.add(FloatVector.fromArray(Lanes.FLOATS, rows, from + 2 * Lanes.VIRTUAL));
            d = d.add(FloatVector.fromArray(Lanes.FLOATS, rows, from + 3 * Lanes.VIRTUAL));
            from += perGroup;
        }
        a.intoArray(sums, to);
        b.intoArray(sums, to + Lanes.VIRTUAL);
        c.intoArray(sums, to + 2 * Lanes.VIRTUAL);
        d.intoArray(sums, to + 3 * Lanes.VIRTUAL);
    }

    /// Adds two rows of a packed array to their lane sums.
    ///
    /// @param at where the first row of the first group lies
    static void twoRows(float[] rows, int at, int perGroup, int lane, int groups, float[] sums, int to) {
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        FloatVector b = FloatVector.fromArray(Lanes.FLOATS, sums, to + Lanes.VIRTUAL);
        int from = at + lane;
        for (int group = 0; group < groups; group++) {
            a = a.add(FloatVector.fromArray(Lanes.FLOATS, rows, from));
            b = b.add(FloatVector.fromArray(Lanes.FLOATS, rows, from + Lanes.VIRTUAL));
            from += perGroup;
        }
        a.intoArray(sums, to);
        b.intoArray(sums, to + Lanes.VIRTUAL);
    }

    /// Adds a single row.
    ///
    /// @param at where it begins
    static void oneRow(float[] row, int at, int lane, int groups, float[] sums, int to) {
        FloatVector a = FloatVector.fromArray(Lanes.FLOATS, sums, to);
        int from = at + lane;
        for (int group = 0; group < groups; group++) {
            a = a.add(FloatVector.fromArray(Lanes.FLOATS, row, from));
            from += Lanes.VIRTUAL;
        }
        a.intoArray(sums, to);
    }
}
