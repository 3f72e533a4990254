package tegum.spec.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tegum.spec.Template;

/// Reads a field that is one number for all features or a list with one for each; axes may stand for any of them.
final class PerFeatureReader {
    private PerFeatureReader() {}

    static Optional<Template> read(Reading reading, Source source, String path, Permitted permitted) {
        if (!(source instanceof Source.Many(int line, List<Source> items))) {
            return reading.number(source, path, permitted);
        }
        List<Template> numbers = new ArrayList<>();
        for (int feature = 0; feature < items.size(); feature++) {
            reading.number(items.get(feature), "%s[%d]".formatted(path, feature), permitted)
                    .ifPresent(numbers::add);
        }
        if (items.isEmpty()) {
            reading.refuse(line, path, "an empty list", "one number for each feature");
        }
        if (numbers.size() < items.size() || items.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                reading.register(path, line, new Template.Items(numbers)).template());
    }
}
