package tegum.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tegum.spec.InvalidSpecException;
import tegum.spec.Problem;
import tegum.spec.Scalar;

class SpecSchemaTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SpecSchema.text());

    /// What no schema can tell, because it depends on several fields, or on the spelling of YAML.
    private static final Pattern SEVERAL_FIELDS = Pattern.compile(
            "with tied weights|hidden times features|times .* features at most|one number for each feature|unused;"
                    + "|would ever be active|would be 0 at some point|an axis of this spec|its use in|fewer than the steps"
                    + "|divides the number|index below the number|at most the steps|at most 1,000,000,000 cells"
                    + "|at most 10,000,000,000|kernel of its own|12 digits|grows beyond|at least 2, or from and to"
                    + "|another number than from|each step once|each value once|values of one kind|a size between 1e-300"
                    + "|at most 8 MB|of one training|the law .* has no|has no (beta|momentum|epsilon)|missing; the number"
                    + "|axes with ranges|times .* at most|in every sweep|is kept");

    @Test
    void examplesAndTemplatesAreValid() throws IOException {
        List<String> specs = new ArrayList<>(
                SpecTemplates.names().stream().map(SpecTemplates::text).toList());
        try (Stream<Path> files = Files.list(Path.of("..", "deploy", "examples"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                specs.add(Files.readString(file));
            }
        }

        assertThat(specs).hasSizeGreaterThan(10);
        for (String spec : specs) {
            assertThat(SCHEMA.validate(json(spec))).as(spec).isEmpty();
        }
    }

    /// Goal: what the schema lets pass is a spec but for what depends on several fields.
    /// Method: the specs of `bad-specs.txt`.
    @Test
    void badSpecsAreRefusedWhereASchemaCan() throws IOException {
        SortedSet<String> unexpected = new TreeSet<>();
        int refused = 0;
        for (var bad : BadSpecTest.cases()) {
            String yaml = (String) bad.get()[0];
            List<Problem> problems = new ArrayList<>();
            Optional<JsonNode> json = parsed(yaml, problems);
            if (json.isEmpty() || !problems.isEmpty()) {
                continue; // No YAML, or a key twice: nothing that a schema sees.
            }
            if (SCHEMA.validate(json.get()).isEmpty()) {
                unexpected.addAll(unexpected(yaml));
            } else {
                refused++;
            }
        }
        assertThat(unexpected).isEmpty();
        assertThat(refused).isGreaterThan(30);
    }

    /// Goal: as above, and the schema is no stricter than the reader.
    /// Method: each field of each template replaced, removed or joined by an unknown one.
    @Test
    void schemaAndReaderAgreeOnMutatedSpecs() {
        List<String> refusedAlone = new ArrayList<>();
        SortedSet<String> unexpected = new TreeSet<>();
        int accepted = 0;
        int refused = 0;
        for (String name : SpecTemplates.names()) {
            for (JsonNode mutant : mutants((ObjectNode) json(SpecTemplates.text(name)))) {
                String yaml = mutant.toString();
                if (SCHEMA.validate(mutant).isEmpty()) {
                    accepted++;
                    unexpected.addAll(unexpected(yaml));
                } else {
                    refused++;
                    assertThat(problems(yaml))
                            .as("refused by the schema alone: %s", yaml)
                            .isNotEmpty();
                }
            }
        }
        assertThat(unexpected).isEmpty();
        assertThat(refusedAlone).isEmpty();
        assertThat(accepted).isGreaterThan(200);
        assertThat(refused).isGreaterThan(200);
    }

    /// Problems that a schema should have seen.
    private static List<String> unexpected(String yaml) {
        return problems(yaml).stream()
                .filter(problem -> !SEVERAL_FIELDS.matcher(problem.advice()).find())
                // A schema sees doubles, to which 1e-999999 is 0.
                .filter(problem -> Numbers.parse(problem.value())
                        .filter(number -> !Scalar.Decimal.isInRange(number))
                        .isEmpty())
                .map(problem -> problem + " in " + yaml)
                .toList();
    }

    private static List<Problem> problems(String yaml) {
        try {
            SpecReader.read(yaml);
            return List.of();
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }

    private static List<JsonNode> mutants(ObjectNode spec) {
        List<JsonNode> values = List.of(
                NODES.numberNode(-1),
                NODES.numberNode(0),
                NODES.numberNode(new BigDecimal("0.5")),
                NODES.numberNode(3),
                NODES.numberNode(new BigDecimal("1e9")),
                NODES.textNode("sgd"),
                NODES.textNode("$nothing"),
                NODES.booleanNode(true),
                NODES.arrayNode(),
                NODES.arrayNode().add(1).add(2),
                NODES.objectNode(),
                NODES.objectNode().put("log", 32));
        List<JsonNode> mutants = new ArrayList<>();
        for (List<String> path : paths(spec, List.of())) {
            if (path.equals(List.of("name")) || path.equals(List.of("title"))) {
                continue; // Any scalar is a text to the reader, also 3 and true; to YAML and the schema it is not.
            }
            for (JsonNode value : values) {
                ObjectNode mutant = spec.deepCopy();
                parent(mutant, path).set(path.getLast(), value);
                mutants.add(mutant);
            }
            ObjectNode without = spec.deepCopy();
            parent(without, path).remove(path.getLast());
            mutants.add(without);
            ObjectNode joined = spec.deepCopy();
            parent(joined, path).put("colour", 1);
            mutants.add(joined);
        }
        return mutants;
    }

    private static ObjectNode parent(ObjectNode root, List<String> path) {
        JsonNode at = root;
        for (String key : path.subList(0, path.size() - 1)) {
            at = at.get(key);
        }
        return (ObjectNode) at;
    }

    private static List<List<String>> paths(ObjectNode node, List<String> prefix) {
        List<List<String>> paths = new ArrayList<>();
        node.properties().forEach(field -> {
            List<String> path = new ArrayList<>(prefix);
            path.add(field.getKey());
            paths.add(path);
            if (field.getValue() instanceof ObjectNode inner) {
                paths.addAll(paths(inner, path));
            }
        });
        return paths;
    }

    private static Optional<JsonNode> parsed(String yaml, List<Problem> problems) {
        try {
            return Optional.of(json(YamlSource.read(yaml, problems)));
        } catch (InvalidSpecException _) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String yaml) {
        return parsed(yaml, new ArrayList<>()).orElseThrow();
    }

    /// As an editor reads YAML 1.2: what looks like a number is one.
    private static JsonNode json(Source source) {
        return switch (source) {
            case Source.Named(int _, var entries) -> {
                ObjectNode node = NODES.objectNode();
                entries.forEach((key, entry) -> node.set(key, json(entry.value())));
                yield node;
            }
            case Source.Many(int _, List<Source> items) -> {
                ArrayNode node = NODES.arrayNode();
                items.forEach(item -> node.add(json(item)));
                yield node;
            }
            case Source.Single(int _, String text, boolean plain) -> {
                Optional<BigDecimal> number = plain ? Numbers.parse(text) : Optional.empty();
                if (number.isPresent()) {
                    yield NODES.numberNode(number.get());
                }
                yield plain && (text.equals("true") || text.equals("false"))
                        ? NODES.booleanNode(text.equals("true"))
                        : NODES.textNode(text);
            }
        };
    }
}
