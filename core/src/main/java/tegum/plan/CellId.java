package tegum.plan;

import java.util.HexFormat;

/// Identity of a cell: the first 16 bytes of a SHA-256 over the cell's canonical JSON.
///
/// Outside Java it is always 32 lower-case hex digits.
///
/// Source: DESIGN section 1, `CellId`.
///
/// @param high bytes 0 to 7, big-endian
/// @param low bytes 8 to 15, big-endian
public record CellId(long high, long low) implements Comparable<CellId> {

    /// The id with the given 32 lower-case hex digits.
    ///
    /// @throws IllegalArgumentException if the text is anything else
    public static CellId parse(String text) {
        if (text.length() != 32 || !text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("a cell id has 32 lower-case hex digits, not \"" + text + "\"");
        }
        return new CellId(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /// In the order of the hex digits.
    @Override
    public int compareTo(CellId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
