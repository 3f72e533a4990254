package tegum.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which features belong together: a forest of joined features, read out as groups by least member.
final class FeatureGraph {
    private final int[] parent;

    FeatureGraph(int features) {
        parent = new int[features];
        Arrays.setAll(parent, feature -> feature);
    }

    /// The smaller root stays, so that a group's root is its least member.
    void join(int i, int j) {
        int a = root(i);
        int b = root(j);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    private int root(int feature) {
        int root = feature;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /// The groups of the features that are nodes, ordered by least member; members ascending.
    List<int[]> groups(boolean[] node) {
        int[] sizes = new int[parent.length];
        for (int feature = 0; feature < parent.length; feature++) {
            if (node[feature]) {
                sizes[root(feature)]++;
            }
        }
        List<int[]> groups = new ArrayList<>();
        int[] groupOfRoot = new int[parent.length];
        int[] filled = new int[parent.length];
        for (int feature = 0; feature < parent.length; feature++) {
            if (node[feature]) {
                int root = root(feature);
                if (root == feature) {
                    groupOfRoot[root] = groups.size();
                    groups.add(new int[sizes[root]]);
                }
                groups.get(groupOfRoot[root])[filled[root]++] = feature;
            }
        }
        return groups;
    }
}
