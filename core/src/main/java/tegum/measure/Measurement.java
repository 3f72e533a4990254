package tegum.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import tegum.model.PerFeature;
import tegum.model.Shape;

/// What the weights of one training show: every statistic that needs nothing but `W` and `b`.
///
/// Numbers are in double, from float32 weights. Lists have one number per feature.
///
/// Source: SCIENCE section 3; Elhage et al. 2022, *Toy Models of Superposition*, "The Geometry of Superposition".
///
/// @param shape extent of the model
/// @param frobeniusSq `‖W‖_F²`
/// @param dimensionalitySum `Σ_i D_i`; at most the rank
/// @param interferenceMean mean of the interference over all features
/// @param rank rank of `W`
/// @param norm `‖W_i‖`
/// @param dimensionality `D_i = ‖W_i‖² / Σ_j (What_i · W_j)²`; 0 for a zero column
/// @param interference `Σ_{j≠i} (What_i · W_j)²`; 0 for a zero column
/// @param bias `b_i`
/// @param components tegum factors of the represented features, ordered by least member
public record Measurement(
        Shape shape,
        double frobeniusSq,
        double dimensionalitySum,
        double interferenceMean,
        int rank,
        PerFeature norm,
        PerFeature dimensionality,
        PerFeature interference,
        PerFeature bias,
        List<Component> components) {

    /// @throws IllegalArgumentException if a list has another length than the number of features
    public Measurement {
        for (PerFeature list : List.of(norm, dimensionality, interference, bias)) {
            if (list.count() != shape.features()) {
                throw new IllegalArgumentException("%d numbers for shape %s".formatted(list.count(), shape));
            }
        }
        components = List.copyOf(components);
    }

    /// Measures trained parameters.
    ///
    /// @param w `[m, n]` row-major
    /// @param b `[n]`
    /// @throws IllegalArgumentException if a length does not fit the shape or a number is not finite
    public static Measurement of(float[] w, float[] b, Shape shape, Thresholds thresholds) {
        return of(Weights.of(w, b, shape), thresholds);
    }

    /// Measures trained parameters.
    public static Measurement of(Weights weights, Thresholds thresholds) {
        int features = weights.shape().features();
        double[] normSq = new double[features];
        boolean[] represented = new boolean[features];
        for (int i = 0; i < features; i++) {
            normSq[i] = weights.dot(i, i);
            represented[i] = Math.sqrt(normSq[i]) >= thresholds.represented();
        }
        double[] overlapSq = new double[features];
        FeatureGraph graph = new FeatureGraph(features);
        for (int i = 0; i < features; i++) {
            for (int j = 0; j < i; j++) {
                double dot = weights.dot(i, j);
                overlapSq[i] += dot * dot;
                overlapSq[j] += dot * dot;
                if (represented[i] && represented[j] && Math.abs(dot) > thresholds.edge()) {
                    graph.join(i, j);
                }
            }
        }
        PerFeature interference = PerFeature.generate(features, i -> normSq[i] == 0 ? 0.0 : overlapSq[i] / normSq[i]);
        PerFeature dimensionality =
                PerFeature.generate(features, i -> normSq[i] == 0 ? 0.0 : normSq[i] / (normSq[i] + interference.at(i)));
        List<Component> components = new ArrayList<>();
        for (int[] members : graph.groups(represented)) {
            components.add(component(weights, members, dimensionality));
        }
        return new Measurement(
                weights.shape(),
                weights.frobeniusSquared(),
                sum(dimensionality),
                sum(interference) / features,
                Rank.of(weights, allOf(features), Rank.NUMERICAL),
                PerFeature.generate(features, i -> Math.sqrt(normSq[i])),
                dimensionality,
                interference,
                PerFeature.generate(features, weights::bias),
                components);
    }

    private static Component component(Weights weights, int[] members, PerFeature dimensionality) {
        double sum = 0.0;
        for (int member : members) {
            sum += dimensionality.at(member);
        }
        double mean = sum / members.length;
        int rank = Rank.of(weights, members, Rank.OF_COMPONENT);
        ComponentClass shape = ComponentClass.of(members.length, rank, mean);
        return new Component(shape, rank, mean, Arrays.stream(members).boxed().toList());
    }

    private static int[] allOf(int features) {
        int[] all = new int[features];
        Arrays.setAll(all, feature -> feature);
        return all;
    }

    private static double sum(PerFeature list) {
        double sum = 0.0;
        for (int feature = 0; feature < list.count(); feature++) {
            sum += list.at(feature);
        }
        return sum;
    }

    /// Dimensions per feature `D* = m / ‖W‖_F²`; empty when `W` is 0.
    public OptionalDouble dimsPerFeature() {
        return frobeniusSq == 0 ? OptionalDouble.empty() : OptionalDouble.of(shape.hidden() / frobeniusSq);
    }

    /// The shapes of the components as canonical text, `2 digon` or `1 single + 1 digon`; `none` without a component.
    ///
    /// The classes come in the order of [ComponentClass], each with its count, joined by ` + `.
    public String composition() {
        return Composition.of(components.stream().map(Component::shape).toList());
    }

    /// Number of features whose norm is at least [Thresholds#represented].
    public int represented(Thresholds thresholds) {
        int count = 0;
        for (int feature = 0; feature < norm.count(); feature++) {
            count += norm.at(feature) >= thresholds.represented() ? 1 : 0;
        }
        return count;
    }

    /// The phase of one feature.
    ///
    /// @throws IndexOutOfBoundsException if there is no such feature
    public Phase phase(int feature, Thresholds thresholds) {
        return Phase.of(norm.at(feature), interference.at(feature), thresholds);
    }
}
