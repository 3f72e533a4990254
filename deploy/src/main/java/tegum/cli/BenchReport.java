package tegum.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tegum.cli.output.Format;
import tegum.cli.output.RowPrinter;
import tegum.cli.output.Rows;
import tegum.worker.bench.Bench;
import tegum.worker.bench.BenchCase;
import tegum.worker.bench.Spread;
import tegum.worker.device.Device;
import tegum.worker.device.Devices;

/// What a benchmark measured, as a table for people, as Markdown for the documentation, as JSON for machines.
final class BenchReport {
    private static final double MILLION = 1e6;

    private final List<Bench.Group> groups = new ArrayList<>();
    private final Map<String, BenchSources.Goal> goals = BenchSources.goals();
    private final String command;
    private final Bench bench;
    private final int repeats;
    private final Clock clock;
    private final String began;
    private final double loadBefore;

    /// @param command as it was typed
    BenchReport(String command, Bench bench, int repeats, Clock clock) {
        this.command = command;
        this.bench = bench;
        this.repeats = repeats;
        this.clock = clock;
        this.began = now(clock);
        this.loadBefore = load();
    }

    private static String now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    void add(Bench.Group group) {
        groups.add(group);
    }

    boolean allPassed() {
        return groups.stream()
                .allMatch(group ->
                        group.engines().stream().allMatch(row -> row.check().passed()));
    }

    // ---- for people

    void table(PrintWriter out) {
        RowPrinter.print(new Rows(columns(), rows().iterator()), Format.TABLE, out);
        machineLines().forEach(out::println);
        out.flush();
    }

    void markdown(PrintWriter out) {
        out.println("# The processor engines");
        out.println();
        out.println("Written by the command below; the raw figures are in the JSON file beside this one.");
        out.println("```");
        out.println(command);
        out.println("```");
        machineLines().forEach(line -> out.println("- " + line));
        out.println();
        List<String> columns = columns();
        out.println("| " + String.join(" | ", columns) + " |");
        out.println("|---".repeat(columns.size()) + "|");
        for (List<@Nullable Object> row : rows()) {
            StringBuilder line = new StringBuilder("|");
            row.forEach(
                    value -> line.append(' ').append(value == null ? "" : value).append(" |"));
            out.println(line);
        }
        out.println();
        out.println("Rates are millions of samples a second, medians of %d rounds with their quartiles."
                .formatted(repeats));
        out.flush();
    }

    private List<String> columns() {
        List<String> columns =
                new ArrayList<>(List.of("shape", "p", "engine", "per core", "quartiles", "in all", "trainings/s"));
        bench.peers().keySet().forEach(peer -> columns.addAll(List.of(peer, "ratio", "goal")));
        columns.add("check");
        return columns;
    }

    private List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Bench.Group group : groups) {
            for (Bench.EngineRow engine : group.engines()) {
                rows.add(row(group, engine));
            }
        }
        return rows;
    }

    private List<@Nullable Object> row(Bench.Group group, Bench.EngineRow engine) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add("%d,%d".formatted(group.shape().features(), group.shape().hidden()));
        row.add(plain(group.density()));
        row.add(engine.numerics());
        row.add(engine.perCore().map(rate -> millions(rate.median())).orElse(null));
        row.add(engine.perCore()
                .map(rate -> millions(rate.low()) + " to " + millions(rate.high()))
                .orElse(null));
        row.add(engine.inAll().map(rate -> millions(rate.median())).orElse(null));
        row.add(engine.inAll().map(rate -> digits(trainings(rate.median()))).orElse(null));
        for (Bench.PeerRow peer : group.peers()) {
            row.add(peer.perCore()
                    .map(rate -> "%s (%s)".formatted(millions(rate.median()), variant(peer)))
                    .orElse("none: " + String.join(" ", peer.notes())));
            OptionalDouble ratio = ratio(engine, peer);
            row.add(ratio.isPresent() ? digits(ratio.getAsDouble()) : null);
            OptionalDouble goal = goal(group, peer);
            row.add(goal.isPresent() ? plain(goal.getAsDouble()) : null);
        }
        row.add((engine.check().passed() ? "" : "FAILED: ") + engine.check().text() + unsettled(engine));
        return row;
    }

    private String unsettled(Bench.EngineRow engine) {
        return engine.check().passed() && engine.settled() < repeats
                ? "; in %d of %d rounds the speed had not settled".formatted(repeats - engine.settled(), repeats)
                : "";
    }

    private static String variant(Bench.PeerRow peer) {
        List<String> notes =
                peer.notes().stream().filter(note -> !note.isEmpty()).toList();
        return notes.isEmpty() ? peer.variant() : String.join(" or ", notes);
    }

    private List<String> machineLines() {
        Device device = Devices.probe().getFirst();
        List<String> lines = new ArrayList<>();
        lines.add("%s, %d cores, %s, load %.1f before and %.1f after"
                .formatted(device.description(), device.cores(), os(), loadBefore, load()));
        lines.add("Java %s (%s), %s"
                .formatted(Runtime.version(), System.getProperty("java.vendor"), String.join(" ", flags())));
        lines.add("Tegum %s, %s to %s, %s"
                .formatted(
                        Build.version(),
                        began,
                        now(clock),
                        bench.processors().isEmpty() ? "not pinned" : "pinned to processors " + bench.processors()));
        bench.peers().forEach((name, description) -> lines.add(name + ": " + description));
        return lines;
    }

    // ---- for machines

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", command);
        json.put("began", began);
        json.put("ended", now(clock));
        json.put("build", Build.version());
        json.put("machine", machine());
        json.put("peers", bench.peers());
        json.put("repeats", repeats);
        json.put("batch", BenchCase.BATCH);
        json.put("steps", BenchCase.STEPS);
        List<Map<String, Object>> results = new ArrayList<>();
        groups.forEach(group -> group.engines().forEach(engine -> results.add(result(group, engine))));
        json.put("results", results);
        return json;
    }

    private Map<String, Object> machine() {
        Device device = Devices.probe().getFirst();
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processor", device.description());
        machine.put("cores", device.cores());
        machine.put("pinned_to", bench.processors());
        machine.put("os", os());
        machine.put("load_before", loadBefore);
        machine.put("load_after", load());
        machine.put("java", Runtime.version().toString());
        machine.put("java_vendor", System.getProperty("java.vendor"));
        machine.put("java_flags", flags());
        return machine;
    }

    private Map<String, Object> result(Bench.Group group, Bench.EngineRow engine) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("shape", List.of(group.shape().features(), group.shape().hidden()));
        result.put("density", group.density());
        result.put("engine", engine.timed().engine());
        result.put("numerics", engine.numerics());
        result.put("models", engine.timed().models());
        result.put("cores", engine.timed().cores());
        result.put("seconds", engine.timed().seconds());
        result.put("passed", engine.check().passed());
        result.put("check", engine.check().text());
        engine.perCore().ifPresent(rate -> result.put("samples_per_core_second", spread(rate)));
        engine.inAll().ifPresent(rate -> {
            result.put("samples_per_second", spread(rate));
            result.put("trainings_per_second", trainings(rate.median()));
        });
        result.put("rounds", engine.rounds());
        result.put("settled_rounds", engine.settled());
        result.put(
                "beside",
                group.peers().stream().map(peer -> beside(group, engine, peer)).toList());
        return result;
    }

    private Map<String, Object> beside(Bench.Group group, Bench.EngineRow engine, Bench.PeerRow peer) {
        Map<String, Object> beside = new LinkedHashMap<>();
        beside.put("program", peer.peer());
        beside.put("variant", peer.variant());
        beside.put("notes", peer.notes());
        peer.perCore().ifPresent(rate -> beside.put("samples_per_core_second", spread(rate)));
        ratio(engine, peer).ifPresent(ratio -> beside.put("ratio", ratio));
        goal(group, peer).ifPresent(goal -> beside.put("goal", goal));
        beside.put("rounds", peer.rounds());
        return beside;
    }

    private static Map<String, Object> spread(Spread spread) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("median", spread.median());
        map.put("low", spread.low());
        map.put("high", spread.high());
        return map;
    }

    // ---- pieces

    private static OptionalDouble ratio(Bench.EngineRow engine, Bench.PeerRow peer) {
        Optional<Spread> own = engine.perCore();
        Optional<Spread> other = peer.perCore();
        return own.isPresent() && other.isPresent()
                ? OptionalDouble.of(own.get().median() / other.get().median())
                : OptionalDouble.empty();
    }

    private OptionalDouble goal(Bench.Group group, Bench.PeerRow peer) {
        BenchSources.Goal goal =
                goals.getOrDefault(BenchSources.key(group.shape(), group.density()), BenchSources.Goal.NONE);
        return peer.peer().equals("cpp") ? goal.shareOfCpp() : goal.timesTorch();
    }

    private static double trainings(double samplesPerSecond) {
        return samplesPerSecond / BenchCase.BATCH / BenchCase.STEPS;
    }

    private static String os() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    private static String millions(double rate) {
        return digits(rate / MILLION);
    }

    /// Three significant digits, and all of a larger whole part.
    private static String digits(double number) {
        return number >= 100
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(Locale.ROOT, number >= 10 ? "%.1f" : number >= 1 ? "%.2f" : "%.3f", number);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString(Math.round(number)) : Double.toString(number);
    }
}
