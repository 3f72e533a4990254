package tegum.worker.engine.vector;

/// Adds gradient and loss of samples to the virtual lanes of a step's sums. Not thread-safe.
///
/// Every kernel makes the same bits, but for [GramKernel], whose sums have another order. Per sample, in float, `fma`
/// as `Math.fma`:
/// - `h_k = fma(W_ki, x_i, h_k)`, i ascending, from 0;
/// - `a_i = fma(W_ki, h_k, a_i)`, k ascending, from `b_i`;
/// - `e_i = y_i - x_i`, `v_i = I_i e_i`, loss `l = fma(v_i, e_i, l)`, i ascending, from 0; `g_i = v_i`
///   where `a_i` passes, else 0;
/// - `d_k = fma(W_ki, g_i, d_k)`, i ascending, from 0;
/// - lane sums: `S_ki = fma(d_k, x_i, fma(h_k, g_i, S_ki))`, `S_i += g_i`, `S += l`.
interface Kernel {

    /// Where the kernel wants its parameters.
    Layout layout();

    /// Begins a step: sums are 0.
    ///
    /// @param parameters of the model, by [#layout]
    /// @param importance one per feature, padded with 0
    void begin(float[] parameters, float[] importance);

    /// Adds samples.
    ///
    /// @param x inputs, a row of `stride` floats per feature; a multiple of 64 columns can be read
    /// @param at where the first row begins; a multiple of 16 from a cache line, if loads shall be fast
    /// @param rows number of samples; a multiple of 64 but for a step's last call
    void add(float[] x, int at, int stride, int rows);

    /// The share of [Yardstick] that this kernel reaches at least, inputs included, where all features
    /// are active, at 10 operations a sample and weight and 30 a sample and feature. Every kernel
    /// measured so far reaches 0.3 to 0.8 of it.
    default double share() {
        return 0.3;
    }

    /// Holds the sums: 16 lanes for each parameter by [#layout], then 16 for the loss; live.
    float[] sums();

    /// Where the sums begin in [#sums].
    default int sumsFrom() {
        return 0;
    }

    /// Adds up the lanes: the gradient, but for its factor, by [#layout], then the loss.
    ///
    /// @param room for [FoldedLanes]
    default void fold(float[] room, float[] folded) {
        FoldedLanes.fold(sums(), sumsFrom(), room, folded, folded.length);
    }
}
