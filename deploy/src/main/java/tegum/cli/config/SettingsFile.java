package tegum.cli.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The file `tegum.yaml`: a mapping of keys to values, dotted or nested.
public final class SettingsFile {
    private static final String NAME = "tegum.yaml";
    private static final long MAX_BYTES = 1_000_000;

    private SettingsFile() {}

    /// The file that counts: `tegum.yaml` of the working folder, or else of the user's folder of settings.
    ///
    /// @param environment tells the latter: `$XDG_CONFIG_HOME/tegum`, or `$HOME/.config/tegum`
    public static Optional<Path> find(Path workingFolder, Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        List<Path> places = List.of(
                workingFolder.resolve(NAME),
                (base.isEmpty() ? Path.of(home, ".config") : Path.of(base))
                        .resolve("tegum")
                        .resolve(NAME));
        return places.stream().filter(Files::isRegularFile).findFirst();
    }

    /// Text by dotted key; what cannot be read is a problem.
    static SortedMap<String, String> read(Path file, List<String> problems) {
        SortedMap<String, String> values = new TreeMap<>();
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add("file %s: longer than 1 MB".formatted(file));
                return values;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            JsonNode root = YAMLMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(text);
            if (root.isMissingNode() || root.isNull()) {
                return values;
            }
            if (!root.isObject()) {
                problems.add("file %s: not a mapping of settings".formatted(file));
                return values;
            }
            flatten("", root, file, values, problems);
        } catch (JsonProcessingException e) {
            problems.add("file %s: line %d: %s"
                    .formatted(
                            file,
                            e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                            e.getOriginalMessage().lines().findFirst().orElse("no YAML")));
        } catch (IOException e) {
            problems.add("file %s: cannot be read: %s".formatted(file, e.getMessage()));
        }
        return values;
    }

    private static void flatten(
            String prefix, JsonNode node, Path file, SortedMap<String, String> values, List<String> problems) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && !value.isEmpty()) {
                flatten(key, value, file, values, problems);
            } else if (!value.isValueNode()) {
                problems.add("file %s: %s is one value".formatted(file, key));
            } else if (values.put(key, value.isNull() ? "" : value.asText()) != null) {
                problems.add("file %s: %s stands there twice".formatted(file, key));
            }
        }
    }
}
