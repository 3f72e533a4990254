package tegum.coordinator.plot;

import java.util.Locale;

/// The pictures there are.
public enum PictureName {
    PHASE("norm and interference of the focus feature, one colour"),
    FRACTIONS("share of the replicates in each phase"),
    INTERVALS("width of the intervals of these shares"),
    LOSS("the loss by each rule, with its error"),
    COMPOSITIONS("shares of the commonest compositions, with intervals"),
    SHAPES("compositions: the commonest of a cell, or stacked shares"),
    HEATMAP("WᵀW and bias of each cell's best model"),
    VECTORS("feature directions of the best models, in 2-D or 3-D"),
    NORMS("norm of each feature, coloured by its interference"),
    PLATEAUS("dimensions per feature, with the plateaus 1 and 1/2"),
    DIMENSIONALITY("dimensionality of every feature, with the polytopes");

    private final String about;

    PictureName(String about) {
        this.about = about;
    }

    /// The spelling in a command and at the end of a file's name.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What the picture shows, in a few words.
    public String about() {
        return about;
    }
}
