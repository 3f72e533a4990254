package tegum.random;

/// The counter-based generator Philox 4x32-10.
///
/// A counter has four words, (draw, step, purpose, group); a key has two. The plain form: kernels bring
/// faster ones, which must give the same words.
///
/// Source: Salmon et al. 2011, *Parallel random numbers: as easy as 1, 2, 3*; DESIGN section 5.
public final class Philox {
    /// Purpose of the initial weights.
    public static final int INIT = 0;

    /// Purpose of dense features.
    public static final int DENSE = 1;

    /// Purpose of sparse features.
    public static final int SPARSE = 2;

    /// Purpose of the evaluation's samples.
    public static final int EVALUATION = 3;

    /// Multiplier of the first counter word.
    public static final int M0 = 0xD2511F53;

    /// Multiplier of the third counter word.
    public static final int M1 = 0xCD9E8D57;

    /// What a round adds to the first key word.
    public static final int WEYL0 = 0x9E3779B9;

    /// What a round adds to the second key word.
    public static final int WEYL1 = 0xBB67AE85;

    /// Number of rounds.
    public static final int ROUNDS = 10;

    private static final long LOW = 0xFFFFFFFFL;

    private Philox() {}

    /// Writes the four words of one counter.
    ///
    /// @param words receives (w0, w1, w2, w3); length at least 4
    public static void words(TrainingKey key, int draw, int step, int purpose, int group, int[] words) {
        int c0 = draw;
        int c1 = step;
        int c2 = purpose;
        int c3 = group;
        int k0 = key.k0();
        int k1 = key.k1();
        for (int round = 0; round < ROUNDS; round++) {
            long a = (c0 & LOW) * (M0 & LOW);
            long b = (c2 & LOW) * (M1 & LOW);
            c0 = (int) (b >>> 32) ^ c1 ^ k0;
            c1 = (int) b;
            c2 = (int) (a >>> 32) ^ c3 ^ k1;
            c3 = (int) a;
            k0 += WEYL0;
            k1 += WEYL1;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }
}
