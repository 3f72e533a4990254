package tegum.random;

/// The map from an integer `0 <= d < R` to a float `0 < u < 1`.
///
/// `u = ((float) d + .5f) * (1f / (float) R)`. The sum is exact, so `fma(d, c, c / 2)` with `c = 1f / R`
/// has the same bits.
///
/// Source: DESIGN section 5, "Bounded value".
public final class BoundedValue {
    private BoundedValue() {}

    /// The constant `c = 1f / R`.
    ///
    /// @param bound `R`; 1 to 2²²
    public static float scale(int bound) {
        return 1f / (float) bound;
    }

    /// The value of `d` under a bound with the given [#scale].
    public static float of(int d, float scale) {
        return ((float) d + .5f) * scale;
    }
}
