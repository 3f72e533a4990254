package tegum.coordinator.npz;

/// Type of an array's elements, little-endian.
///
/// @param code NumPy's name of it, as `<f8`
/// @param bytes size of an element
public record ElementType(String code, int bytes) {
    /// Yes or no, in a byte.
    public static final ElementType BOOL = new ElementType("|b1", 1);
    /// A whole number of 32 bits.
    public static final ElementType INT32 = new ElementType("<i4", 4);
    /// A whole number of 64 bits.
    public static final ElementType INT64 = new ElementType("<i8", 8);
    /// A number of 32 bits.
    public static final ElementType FLOAT32 = new ElementType("<f4", 4);
    /// A number of 64 bits.
    public static final ElementType FLOAT64 = new ElementType("<f8", 8);

    private static final int BYTES_PER_CHARACTER = 4;

    /// Text of at most so many characters (Unicode code points), shorter ones filled up with 0.
    ///
    /// @param characters at least 1: NumPy reads a width of 0 as any width
    /// @throws IllegalArgumentException if there are none
    public static ElementType text(int characters) {
        if (characters < 1) {
            throw new IllegalArgumentException("a text of %d characters".formatted(characters));
        }
        return new ElementType("<U" + characters, Math.multiplyExact(BYTES_PER_CHARACTER, characters));
    }

    boolean isText() {
        return code.startsWith("<U");
    }
}
