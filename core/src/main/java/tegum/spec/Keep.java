package tegum.spec;

import java.util.Locale;

/// What is stored of a training beside its statistics.
public record Keep(Amount weights, Amount trajectories) {
    /// Up to so many bytes of `W` and `b` a model is small, and `auto` keeps all its weights.
    public static final int AUTO_BYTES = 1024;

    public static final Keep DEFAULT = new Keep(Amount.AUTO, Amount.NONE);

    /// Of which trainings something is kept.
    public enum Amount {
        /// All up to [#AUTO_BYTES] a model, else best.
        AUTO,
        /// Every training.
        ALL,
        /// The training of each cell with the least loss.
        BEST,
        /// None.
        NONE;

        /// The spelling in a spec.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
