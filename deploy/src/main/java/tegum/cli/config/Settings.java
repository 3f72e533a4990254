package tegum.cli.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tegum.spec.text.Nearest;

/// The settings of one run of the program, each with its origin. A later source wins: defaults, file, environment,
/// flags. Immutable.
public final class Settings {
    /// The one variable that is not named by its key.
    private static final String STORE_ALIAS = "TEGUM_STORE";

    /// A secret, which no list of settings shows.
    private static final String LEDGER_PASSWORD = "TEGUM_LEDGER_PASSWORD";

    /// Read by the launcher.
    private static final String JAVA_OPTIONS = "TEGUM_JAVA_OPTIONS";

    /// A secret, which no list of settings shows.
    private static final String TOKEN = "TEGUM_TOKEN";

    /// Variables that are no settings.
    private static final List<String> OTHER = List.of(JAVA_OPTIONS, LEDGER_PASSWORD, TOKEN);

    private final Map<Setting, Value> values;

    /// A value and where it came from.
    ///
    /// @param origin `default`, or the file, variable or flag
    public record Value(Setting setting, String text, String origin) {
        /// The origin of what nobody set.
        public static final String DEFAULT = "default";
    }

    private Settings(Map<Setting, Value> values) {
        this.values = new EnumMap<>(values);
    }

    /// What file and environment say.
    ///
    /// @param environment all variables of the process; an empty one counts as absent
    /// @param file settings file, empty if there is none
    /// @throws InvalidSettingsException with all problems
    public static Settings of(Map<String, String> environment, Optional<Path> file) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        List<String> problems = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            values.put(setting, new Value(setting, setting.byDefault(), Value.DEFAULT));
        }
        file.ifPresent(path -> SettingsFile.read(path, problems)
                .forEach((key, text) -> put(key, text, "file " + path, values, problems)));
        new TreeMap<>(environment).forEach((name, text) -> {
            if (name.startsWith(Setting.PREFIX) && !OTHER.contains(name)) {
                variable(name, text, values, problems);
            }
        });
        throwIfAny(problems);
        return new Settings(values);
    }

    private static void variable(String name, String text, Map<Setting, Value> values, List<String> problems) {
        List<String> known = new ArrayList<>(OTHER);
        known.add(STORE_ALIAS);
        for (Setting setting : Setting.values()) {
            known.add(setting.variable());
            boolean named =
                    name.equals(setting.variable()) || (setting == Setting.STORE_FOLDER && name.equals(STORE_ALIAS));
            if (named) {
                if (!text.isEmpty()) {
                    put(setting.key(), text, "variable " + name, values, problems);
                }
                return;
            }
        }
        problems.add(
                "unknown setting %s%s; there are %s".formatted(name, meant(name, known), String.join(", ", known)));
    }

    /// The same with what flags say.
    ///
    /// @param flags value by key, and how the flag was written
    /// @throws InvalidSettingsException with all problems
    public Settings with(Map<String, String> flags) {
        Map<Setting, Value> changed = new EnumMap<>(values);
        List<String> problems = new ArrayList<>();
        new TreeMap<>(flags)
                .forEach((key, text) -> put(
                        key,
                        text,
                        Setting.named(key)
                                .map(Setting::flag)
                                .filter(flag -> !flag.isEmpty())
                                .map(flag -> "flag " + flag)
                                .orElse("flag --set"),
                        changed,
                        problems));
        throwIfAny(problems);
        return new Settings(changed);
    }

    private static void put(String key, String text, String origin, Map<Setting, Value> values, List<String> problems) {
        Optional<Setting> setting = Setting.named(key);
        if (setting.isEmpty()) {
            problems.add("%s: unknown setting %s%s; there are %s"
                    .formatted(origin, key, meant(key, Setting.keys()), String.join(", ", Setting.keys())));
            return;
        }
        if (!setting.get().kind().permits(text)) {
            problems.add("%s: %s is %s; permitted: %s"
                    .formatted(
                            origin,
                            key,
                            text.isEmpty() ? "empty" : setting.get().kind().shown(text),
                            setting.get().kind().permitted()));
            return;
        }
        values.put(setting.get(), new Value(setting.get(), text, origin));
    }

    private static String meant(String typed, List<String> known) {
        return Nearest.to(typed, known).map(name -> " (is " + name + " meant?)").orElse("");
    }

    private static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /// Every setting, in the order of [Setting].
    public List<Value> all() {
        return List.copyOf(values.values());
    }

    /// The value as text.
    public Value value(Setting setting) {
        Value value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException("no value of " + setting);
        }
        return value;
    }

    /// A length of time.
    public Duration duration(Setting setting) {
        return Kind.Interval.parse(value(setting).text());
    }

    /// A length of time; empty for never.
    public Optional<Duration> durationOrNever(Setting setting) {
        String text = value(setting).text();
        return text.equals(Kind.IntervalOrNever.NEVER) ? Optional.empty() : Optional.of(Kind.Interval.parse(text));
    }

    /// A moment, if one is set.
    public Optional<Instant> moment(Setting setting) {
        String text = value(setting).text();
        return text.isEmpty() ? Optional.empty() : Optional.of(Kind.Moment.parse(text));
    }

    /// Whether nobody has set it.
    public boolean isDefault(Setting setting) {
        return value(setting).origin().equals(Value.DEFAULT);
    }

    /// A whole number.
    public int whole(Setting setting) {
        return Integer.parseInt(value(setting).text());
    }

    /// A text; empty if nothing is set.
    public String text(Setting setting) {
        return value(setting).text();
    }

    /// A switch.
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(value(setting).text());
    }

    /// A folder.
    public Path folder(Setting setting) {
        return Path.of(value(setting).text());
    }
}
