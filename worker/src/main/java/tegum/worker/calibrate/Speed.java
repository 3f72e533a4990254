package tegum.worker.calibrate;

/// Speed of a kernel on a device, all its cores together.
///
/// @param low nanoseconds a step of a training at the highest speed seen
/// @param high nanoseconds a step of a training at the lowest speed seen
/// @param atOnce trainings that are under way at the same time
public record Speed(double low, double high, int atOnce) {

    /// @throws IllegalArgumentException unless `0 < low <= high` and at least one training is under way
    public Speed {
        if (!(low > 0 && high >= low && atOnce >= 1)) {
            throw new IllegalArgumentException("no speed: %s to %s, %d at once".formatted(low, high, atOnce));
        }
    }

    String text() {
        return low + " " + high + " " + atOnce;
    }

    /// @throws IllegalArgumentException if the text is not one of a speed
    static Speed parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("no speed: \"" + text + "\"");
        }
        return new Speed(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
    }
}
