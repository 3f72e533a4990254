package tegum.coordinator.control;

import java.util.List;
import tegum.protocol.SweepVersion;

/// Why nothing of a version, or less than one might expect, is being trained.
///
/// @param reasons the one that matters most first; none if nothing is in the way
public record Explanation(SweepVersion sweep, List<Reason> reasons) {
    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /// One reason.
    ///
    /// @param kind from a closed set, for machines: `paused`, `no_worker`, ...
    /// @param text one sentence for people
    public record Reason(String kind, String text) {}
}
