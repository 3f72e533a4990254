package tegum.measure;

import java.util.List;

/// A connected component of the graph of represented features: a tegum factor.
///
/// @param shape its class
/// @param rank dimensions its features span; 1 to the number of members
/// @param dimensionality mean of its features' dimensionalities
/// @param members indices of its features, ascending
public record Component(ComponentClass shape, int rank, double dimensionality, List<Integer> members) {

    /// @throws IllegalArgumentException if members are not ascending or the rank does not fit them
    public Component {
        members = List.copyOf(members);
        for (int at = 1; at < members.size(); at++) {
            if (members.get(at) <= members.get(at - 1)) {
                throw new IllegalArgumentException("members are not ascending: " + members);
            }
        }
        if (rank < 1 || rank > members.size()) {
            throw new IllegalArgumentException("rank %d of %d members".formatted(rank, members.size()));
        }
    }

    /// Number of features.
    public int size() {
        return members.size();
    }
}
