package tegum.cli.cluster;

import java.util.Locale;

/// What a node is for.
public enum Role {
    /// Holds the store, now or when the one that does is gone.
    COORDINATOR,
    /// Trains.
    WORKER;

    /// The spelling in the cluster.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
