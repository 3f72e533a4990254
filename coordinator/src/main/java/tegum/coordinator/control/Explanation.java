package tegum.coordinator.control;

import java.util.List;
import tegum.coordinator.lease.WaitReason;
import tegum.protocol.SweepVersion;

/// Why nothing of a version, or less than one might expect, is being trained.
///
/// @param reasons the one that matters most first
public record Explanation(SweepVersion sweep, List<WaitReason> reasons) {
    public Explanation {
        reasons = List.copyOf(reasons);
    }
}
