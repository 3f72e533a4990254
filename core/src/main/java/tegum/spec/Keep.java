package tegum.spec;

import java.util.Locale;

/// What is stored of a training beside its statistics.
public record Keep(Amount weights, Amount trajectories) {
    public static final Keep DEFAULT = new Keep(Amount.AUTO, Amount.NONE);

    /// Of which trainings something is kept.
    public enum Amount {
        /// All up to 1 kB a model, else best.
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
