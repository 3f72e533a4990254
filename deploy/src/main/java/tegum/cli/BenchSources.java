package tegum.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import tegum.model.Shape;

/// What the program carries for its benchmark: the sources of the programs that it runs beside the engines, and goals.
final class BenchSources {
    private static final String FOLDER = "/tegum/bench/";
    private static final List<String> PROGRAMS = List.of("torch_batched.py", "upper_bound.cpp");

    private BenchSources() {}

    /// What is aimed at for a shape and density.
    ///
    /// @param shareOfCpp rate in units of the C++ bound's
    /// @param timesTorch rate in units of PyTorch's
    record Goal(OptionalDouble shareOfCpp, OptionalDouble timesTorch) {
        static final Goal NONE = new Goal(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// Copies the programs' sources.
    ///
    /// @throws UnavailableException if the folder cannot be written
    static Path unpack(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String program : PROGRAMS) {
                Path draft = Files.createTempFile(folder, program, ".part");
                try (InputStream stream = open(program)) {
                    Files.copy(stream, draft, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(
                        draft,
                        folder.resolve(program),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return folder;
        } catch (IOException e) {
            throw new UnavailableException("the folder %s cannot be written: %s".formatted(folder, e.getMessage()));
        }
    }

    /// The goals, by `shape density`, see [#key].
    static Map<String, Goal> goals() {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        Map<String, Goal> goals = new LinkedHashMap<>();
        try (Reader reader = new InputStreamReader(open("goals.csv"), StandardCharsets.UTF_8)) {
            for (CSVRecord row : format.parse(reader)) {
                goals.put(
                        row.get("shape") + " " + Double.parseDouble(row.get("density")),
                        new Goal(number(row.get("share_of_cpp")), number(row.get("times_torch"))));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the goals cannot be read", e);
        }
        return goals;
    }

    static String key(Shape shape, double density) {
        return "%d,%d %s".formatted(shape.features(), shape.hidden(), density);
    }

    private static OptionalDouble number(String text) {
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    private static InputStream open(String name) {
        InputStream stream = BenchSources.class.getResourceAsStream(FOLDER + name);
        if (stream == null) {
            throw new IllegalStateException("the program's jar has no " + FOLDER + name);
        }
        return stream;
    }
}
