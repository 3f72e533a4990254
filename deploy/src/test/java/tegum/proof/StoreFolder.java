package tegum.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A store as an outside reader sees it: its manifest, the files that this lists, the views, the log.
///
/// @param path the store's folder
record StoreFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TRAINED =
            Pattern.compile(" event=offer\\.trained .*sweep=(\\S+) stratum=(\\d+) trainings=(\\d+) millis=(\\d+) ");

    /// What `data/manifest.json` says.
    record Manifest(long epoch, long snapshot, List<Sweep> sweeps, List<Segment> segments) {}

    /// @param version as `quickstart@1`
    record Sweep(String version, String state, long done, long rows) {}

    record Segment(String relation, String owner, String path, long rows) {}

    /// An offer that a worker has trained.
    record Trained(String sweep, int stratum, long trainings, long millis) {}

    /// The manifest's text; empty before there is one.
    Optional<String> manifestText() {
        try {
            return Optional.of(Files.readString(path.resolve("data/manifest.json")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Manifest manifest() {
        return manifest(manifestText().orElseThrow());
    }

    static Manifest manifest(String text) {
        JsonNode json = json(text);
        List<Sweep> sweeps = new ArrayList<>();
        for (JsonNode sweep : json.get("sweeps")) {
            sweeps.add(new Sweep(
                    sweep.get("sweep").asText() + "@" + sweep.get("version").asInt(),
                    sweep.get("state").asText(),
                    sweep.get("done").asLong(),
                    sweep.get("rows").asLong()));
        }
        List<Segment> segments = new ArrayList<>();
        for (JsonNode segment : json.get("segments")) {
            segments.add(new Segment(
                    segment.get("relation").asText(),
                    segment.get("owner").asText(),
                    segment.get("path").asText(),
                    segment.get("rows").asLong()));
        }
        return new Manifest(json.get("epoch").asLong(), json.get("snapshot").asLong(), sweeps, segments);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /// Trainings in the store, over all sweeps.
    long storedTrainings() {
        return manifestText()
                .map(StoreFolder::manifest)
                .map(manifest ->
                        manifest.sweeps().stream().mapToLong(Sweep::rows).sum())
                .orElse(0L);
    }

    /// The offers that workers have trained, as their log says; a line that a kill has cut counts for nothing.
    List<Trained> trained() {
        List<Trained> trained = new ArrayList<>();
        for (Path log : logs()) {
            Matcher matcher = TRAINED.matcher(read(log));
            while (matcher.find()) {
                trained.add(new Trained(
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        Long.parseLong(matcher.group(3)),
                        Long.parseLong(matcher.group(4))));
            }
        }
        return trained;
    }

    /// Trainings that workers have trained, over all runs.
    long trainedTrainings() {
        return trained().stream().mapToLong(Trained::trainings).sum();
    }

    /// Rows of a query over the views, as DuckDB prints each value; null stays null.
    List<List<@Nullable String>> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET file_search_path = '" + path.toAbsolutePath() + "'");
            statement.execute(read(path.resolve("data/views.sql")));
            return rows(statement, sql);
        } catch (SQLException e) {
            throw new AssertionError("DuckDB refuses: " + sql, e);
        }
    }

    /// The one whole number that a query answers.
    long number(String sql) {
        return Long.parseLong(String.valueOf(query(sql).getFirst().getFirst()));
    }

    static List<List<@Nullable String>> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /// Files under a folder of the store, at this moment; none if there is no such folder.
    List<Path> files(String under) {
        Path folder = path.resolve(under);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // A file vanished while the folder was read: look again.
        }
    }

    private List<Path> logs() {
        return files("logs").stream()
                .filter(file -> file.getFileName().toString().startsWith("tegum.log"))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
