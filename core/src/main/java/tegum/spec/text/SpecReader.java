package tegum.spec.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tegum.plan.Plan;
import tegum.spec.Axis;
import tegum.spec.InvalidSpecException;
import tegum.spec.Keep;
import tegum.spec.MeasureSettings;
import tegum.spec.Problem;
import tegum.spec.SweepSpec;
import tegum.spec.Template;

/// Reads a spec from YAML: either a [SweepSpec] of which every point can be planned, or all of its problems, each
/// with its line.
///
/// A text that is no YAML, or no single mapping, has its first problem reported. Nothing else than
/// [InvalidSpecException] is ever thrown because of a text.
///
/// Source: DESIGN section 4.
public final class SpecReader {
    /// The longest text of a spec.
    public static final int MAX_BYTES = 1_000_000;

    static final List<String> KEYS = List.of(
            "name",
            "title",
            "model",
            "data",
            "importance",
            "axes",
            "train",
            "replicates",
            "seed",
            "measure",
            "keep",
            "engine",
            "sample");

    private final Reading reading = new Reading();

    private SpecReader() {}

    /// The spec that a file holds.
    ///
    /// @throws InvalidSpecException with all problems
    /// @throws IOException if the file cannot be read
    public static SweepSpec read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream.readNBytes(MAX_BYTES + 1));
        }
    }

    /// The spec that UTF-8 bytes hold.
    ///
    /// @throws InvalidSpecException with all problems
    public static SweepSpec read(byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            throw tooLong();
        }
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw refused(1, "not UTF-8 text");
        }
    }

    /// The spec that a text holds.
    ///
    /// @throws InvalidSpecException with all problems
    public static SweepSpec read(String yaml) {
        if (yaml.length() > MAX_BYTES) {
            throw tooLong();
        }
        return new SpecReader().spec(yaml);
    }

    private static InvalidSpecException tooLong() {
        return refused(1, "the text is longer than 1 MB; a spec is a page, its axes may be ranges");
    }

    private static InvalidSpecException refused(int line, String advice) {
        return new InvalidSpecException(List.of(new Problem(line, "", "", advice)));
    }

    private SweepSpec spec(String yaml) {
        Source.Named root = YamlSource.read(yaml, reading.problems());
        Section section = Section.of(reading, root, "", KEYS);
        SettingsReader settings = new SettingsReader(reading);
        String name = section.require("name", "a name such as phase-2-1")
                .map(settings::name)
                .orElse("");
        OptionalInt sample =
                section.find("sample").map(new SampleReader(reading)::read).orElse(OptionalInt.empty());
        AxesReader axesReader = new AxesReader(reading, sample);
        section.find("axes").ifPresent(axesReader::read);
        if (sample.isPresent() && !section.has("axes")) {
            reading.refuse(lineOf(section, "sample"), "sample", "", "axes with ranges to draw from");
        }

        Template.Fields template = template(section);
        String title = optional(section, "title", settings::title, "");
        int replicates = optional(section, "replicates", settings::replicates, 1);
        long seed = optional(section, "seed", settings::seed, 0L);
        MeasureSettings measure = optional(section, "measure", settings::measure, MeasureSettings.DEFAULT);
        Keep keep = optional(section, "keep", settings::keep, Keep.DEFAULT);
        String engine = optional(section, "engine", settings::engine, "auto");

        CrossChecks checks = new CrossChecks(reading);
        checks.check();
        new ResultSize(reading, measure, keep).check();
        checks.checkSize(sample, lineOf(section, "axes"), lineOf(section, "replicates"), replicates);
        reading.throwProblems();
        List<Axis> axes = new ArrayList<>();
        reading.axes().forEach(declared -> axes.add(declared.axis()));
        SweepSpec spec = new SweepSpec(name, title, template, axes, replicates, seed, measure, keep, engine);
        checkKernels(spec);
        return spec;
    }

    private void checkKernels(SweepSpec spec) {
        long kernels = 1;
        for (Axis axis : Plan.axesWithKernels(spec)) {
            kernels *= axis.count();
            if (kernels > Plan.MAX_STRATA) {
                reading.refuse(
                        reading.axis(axis.name()).map(DeclaredAxis::line).orElse(1),
                        "axes." + axis.name(),
                        "%,d values".formatted(axis.count()),
                        "each value has a kernel of its own, and a sweep has at most 100,000 kernels");
                break;
            }
        }
        reading.throwProblems();
    }

    private Template.Fields template(Section section) {
        SortedMap<String, Template> parts = new TreeMap<>();
        section.require("model", "as {features: 2, hidden: 1}")
                .ifPresent(source -> parts.put("model", new ModelReader(reading).read(source)));
        DataReader data = new DataReader(reading);
        parts.put("data", section.find("data").map(data::read).orElseGet(() -> data.readAbsent(section.line())));
        section.find("importance")
                .flatMap(new ImportanceReader(reading)::read)
                .ifPresent(importance -> parts.put("importance", importance));
        section.find("train").map(new TrainReader(reading)::read).ifPresent(train -> parts.put("train", train));
        return new Template.Fields(parts);
    }

    private static <T> T optional(Section section, String key, Function<Source, T> read, T byDefault) {
        return section.find(key).map(read).orElse(byDefault);
    }

    private static int lineOf(Section section, String key) {
        return section.find(key).map(Source::line).orElse(section.line());
    }
}
