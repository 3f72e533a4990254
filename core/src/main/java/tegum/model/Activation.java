package tegum.model;

import java.util.Locale;

/// A pointwise map of a layer's output.
public enum Activation {
    /// `a`
    LINEAR,
    /// `max(a, 0)`, with derivative 0 at 0
    RELU,
    /// `a Φ(a)`
    GELU;

    /// The spelling in a spec.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
