package tegum.spec.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Commented specs to start from, one for each experiment: what `tegum new` writes.
///
/// Source: SCIENCE section 2.
public final class SpecTemplates {
    private static final List<String> NAMES = List.of(
            "intro-5-2",
            "phase-2-1",
            "phase-3-2",
            "basic-20-5",
            "basic-80-20",
            "basic-100-20",
            "geometry-200-20",
            "perturbed-5-2");

    private SpecTemplates() {}

    /// Names of the experiments, in the order of the paper.
    public static List<String> names() {
        return NAMES;
    }

    /// What an experiment is about, in one line: the first line of its text.
    ///
    /// @throws IllegalArgumentException if there is no such experiment
    public static String summary(String name) {
        return text(name).lines().findFirst().orElseThrow().substring("# ".length());
    }

    /// The text of an experiment's spec.
    ///
    /// @throws IllegalArgumentException if there is no such experiment; the message names those that there are
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no experiment \"%s\"; there are %s%s"
                    .formatted(name, String.join(", ", NAMES), Reading.meant(name, NAMES)));
        }
        try (InputStream stream = SpecTemplates.class.getResourceAsStream("templates/" + name + ".yaml")) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its resource templates/" + name + ".yaml");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
