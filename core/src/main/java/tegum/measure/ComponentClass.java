package tegum.measure;

import java.util.Comparator;

/// The shape that the features of a component form: a tegum factor by name.
///
/// A shape is known by the number of its features, their rank and their mean dimensionality; none of the three
/// depends on a rotation or on the order of features.
///
/// | class                 | features | rank | dimensionality |
/// |-----------------------|----------|------|----------------|
/// | single                | 1        | 1    | 1              |
/// | digon                 | 2        | 1    | 1/2            |
/// | triangle              | 3        | 2    | 2/3            |
/// | tetrahedron           | 4        | 3    | 3/4            |
/// | pentagon              | 5        | 2    | 2/5            |
/// | square antiprism      | 8        | 3    | 3/8            |
/// | k-gon with k >= 6     | k        | 2    | 2/k            |
/// | k-simplex with k >= 4 | k + 1    | k    | k/(k+1)        |
/// | other                 | any      | any  | any            |
///
/// A regular square is two digons and an octahedron three: they are a composition, not a component.
///
/// Source: Elhage et al. 2022, *Toy Models of Superposition*, "The Geometry of Superposition".
///
/// @param family the row of the table
/// @param k of a k-gon or a k-simplex, otherwise 0
public record ComponentClass(Family family, int k) implements Comparable<ComponentClass> {
    /// How far a component's mean dimensionality may be from its shape's.
    public static final double TOLERANCE = 0.02;

    private static final ComponentClass OTHER = new ComponentClass(Family.OTHER, 0);
    private static final Comparator<ComponentClass> ORDER =
            Comparator.comparing(ComponentClass::family).thenComparingInt(ComponentClass::k);

    /// A row of the table of shapes, in the order in which a composition lists them.
    public enum Family {
        SINGLE("single"),
        DIGON("digon"),
        TRIANGLE("triangle"),
        TETRAHEDRON("tetrahedron"),
        PENTAGON("pentagon"),
        SQUARE_ANTIPRISM("square antiprism"),
        POLYGON("-gon"),
        SIMPLEX("-simplex"),
        OTHER("other");

        private final String text;

        Family(String text) {
            this.text = text;
        }

        private int leastK() {
            return switch (this) {
                case POLYGON -> 6;
                case SIMPLEX -> 4;
                case SINGLE, DIGON, TRIANGLE, TETRAHEDRON, PENTAGON, SQUARE_ANTIPRISM, OTHER -> 0;
            };
        }
    }

    /// @throws IllegalArgumentException if `k` does not fit the family
    public ComponentClass {
        if (k < family.leastK() || (family.leastK() == 0 && k != 0)) {
            throw new IllegalArgumentException("no shape %s with k = %d".formatted(family, k));
        }
    }

    /// The class of a component.
    ///
    /// @param size number of features; at least 1
    /// @param rank their rank; at least 1
    /// @param dimensionality mean of their dimensionalities
    public static ComponentClass of(int size, int rank, double dimensionality) {
        ComponentClass candidate = byCounts(size, rank);
        boolean near = Math.abs(dimensionality - (double) rank / size) <= TOLERANCE;
        return near ? candidate : OTHER;
    }

    private static ComponentClass byCounts(int size, int rank) {
        if (rank == size - 1) {
            return switch (rank) {
                case 1 -> new ComponentClass(Family.DIGON, 0);
                case 2 -> new ComponentClass(Family.TRIANGLE, 0);
                case 3 -> new ComponentClass(Family.TETRAHEDRON, 0);
                default -> new ComponentClass(Family.SIMPLEX, rank);
            };
        }
        return switch (rank) {
            case 1 -> size == 1 ? new ComponentClass(Family.SINGLE, 0) : OTHER;
            case 2 -> ofPlane(size);
            case 3 -> size == 8 ? new ComponentClass(Family.SQUARE_ANTIPRISM, 0) : OTHER;
            default -> OTHER;
        };
    }

    private static ComponentClass ofPlane(int size) {
        if (size == 5) {
            return new ComponentClass(Family.PENTAGON, 0);
        }
        return size >= Family.POLYGON.leastK() ? new ComponentClass(Family.POLYGON, size) : OTHER;
    }

    /// The class with the given spelling.
    ///
    /// @throws IllegalArgumentException if there is none
    public static ComponentClass parse(String text) {
        for (Family family : Family.values()) {
            if (family.leastK() == 0 && family.text.equals(text)) {
                return new ComponentClass(family, 0);
            }
            if (family.leastK() > 0 && text.endsWith(family.text)) {
                String k = text.substring(0, text.length() - family.text.length());
                return new ComponentClass(family, Integer.parseInt(k));
            }
        }
        throw new IllegalArgumentException("no shape \"" + text + "\"");
    }

    /// The spelling in the store: `digon`, `6-gon`, `4-simplex`, ...
    public String text() {
        return family.leastK() > 0 ? k + family.text : family.text;
    }

    /// By family as [Family] lists them, then by `k`.
    @Override
    public int compareTo(ComponentClass that) {
        return ORDER.compare(this, that);
    }

    @Override
    public String toString() {
        return text();
    }
}
