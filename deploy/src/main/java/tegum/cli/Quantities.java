package tegum.cli;

import java.time.Duration;
import java.util.Locale;

/// Numbers as people read them.
final class Quantities {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] COUNTS = {"", " thousand", " million", " billion", " trillion", " quadrillion"};

    private Quantities() {}

    /// `1.2 MB`, in powers of 1,000.
    static String bytes(long bytes) {
        return scaled((double) bytes, BYTES, " ");
    }

    /// `7.9 billion`.
    static String count(double count) {
        return scaled(count, COUNTS, "");
    }

    private static String scaled(double number, String[] units, String gap) {
        int unit = 0;
        double scaled = number;
        while (scaled >= 1000 && unit + 1 < units.length) {
            scaled /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f%s%s" : "%.3g%s%s", scaled, gap, units[unit]);
    }

    /// `12 s`, `3 min 20 s`, `5 h 10 min`, `3 d 4 h`.
    static String duration(Duration duration) {
        if (duration.toSeconds() < 1) {
            return duration.toMillis() + " ms";
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toDays() < 1
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
}
