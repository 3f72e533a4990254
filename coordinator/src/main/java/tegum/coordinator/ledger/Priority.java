package tegum.coordinator.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How urgent a sweep is. Trainings of a more urgent one are offered first; equal ones share the devices' time evenly.
public enum Priority {
    /// When nobody else wants the devices.
    LOW(-1),
    /// What a sweep has unless somebody says otherwise.
    NORMAL(0),
    /// Before all others.
    HIGH(1);

    private final int weight;

    Priority(int weight) {
        this.weight = weight;
    }

    /// The priority with a spelling.
    public static Optional<Priority> named(String text) {
        return Arrays.stream(values())
                .filter(priority -> priority.text().equals(text))
                .findFirst();
    }

    /// The priority of a weight.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Priority of(int weight) {
        return Arrays.stream(values())
                .filter(priority -> priority.weight == weight)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no priority has weight " + weight));
    }

    /// The greater, the more urgent; 0 is normal.
    public int weight() {
        return weight;
    }

    /// The spelling in the store and on the wire.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
