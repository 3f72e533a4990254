package tegum.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tegum.model.Init;
import tegum.model.PerFeature;
import tegum.model.Shape;
import tegum.model.ValueLaw;
import tegum.plan.CellId;

/// Goal: `streams/1` never changes.
/// Method: every entry of the golden file, which an independent implementation wrote.
class StreamsGoldenTest {
    private static final JsonNode GOLDEN = read();
    private static final TrainingKey KEY = key(GOLDEN.get("key_of_everything_below"));

    private static JsonNode read() {
        try (InputStream in = StreamsGoldenTest.class.getResourceAsStream("/golden/streams-v1.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFileIsOfThisFormat() {
        assertThat(GOLDEN.get("format").asText()).isEqualTo("streams/1");
    }

    @Test
    void theGeneratorGivesTheWordsOfItsAuthors() {
        int[] words = new int[4];
        for (JsonNode entry : GOLDEN.get("philox")) {
            JsonNode counter = entry.get("counter");

            Philox.words(
                    key(entry.get("key")),
                    hex(counter.get(0)),
                    hex(counter.get(1)),
                    hex(counter.get(2)),
                    hex(counter.get(3)),
                    words);

            assertThat("%08x %08x %08x %08x".formatted(words[0], words[1], words[2], words[3]))
                    .isEqualTo(entry.get("words").asText());
        }
        assertThat(GOLDEN.get("philox").size()).isEqualTo(4);
    }

    @Test
    void keysComeFromCellStreamAndReplicate() {
        for (JsonNode entry : GOLDEN.get("seeds")) {
            CellId cell = CellId.parse(entry.get("cell").asText());

            TrainingKey key = TrainingKey.of(
                    cell.high(),
                    cell.low(),
                    entry.get("stream").asLong(),
                    entry.get("replicate").asLong());

            assertThat(HexFormat.of().toHexDigits(key.seed()))
                    .isEqualTo(entry.get("seed").asText());
            assertThat(key).isEqualTo(key(entry.get("key")));
        }
    }

    @Test
    void initialWeightsStartFromTheseBits() {
        for (JsonNode entry : GOLDEN.get("initial")) {
            Shape shape = new Shape(entry.get("n").asInt(), entry.get("m").asInt());
            Init init = entry.get("law").asText().equals("normal")
                    ? Init.Normal.xavier(shape)
                    : new Init.Uniform(entry.get("scale").asDouble());

            float[] weights =
                    InitialWeights.draw(KEY, shape, init, entry.get("group").asInt());

            assertThat(bits(weights)).isEqualTo(texts(entry.get("float32")));
        }
    }

    @Test
    void aliasTablesAreTheseWords() {
        for (JsonNode entry : GOLDEN.get("alias")) {
            AliasTable table = AliasTable.of(entry.get("density").asDouble());
            int[] at = {0, 1, 254, 255};

            assertThat(sha256(table.toArray())).isEqualTo(entry.get("digest").asText());
            for (int k = 0; k < at.length; k++) {
                assertThat(table.weight(at[k]))
                        .isEqualTo(entry.get("weights_0_1_254_255").get(k).asLong());
                assertThat(table.toArray()[at[k]])
                        .isEqualTo(hex(entry.get("A_0_1_254_255").get(k)));
            }
            assertThat(table.effectiveDensity())
                    .isEqualTo(Double.parseDouble(entry.get("effective").asText()));
        }
    }

    @Test
    void denseFeaturesAreActiveHere() {
        JsonNode entry = GOLDEN.get("dense");
        PerFeature density = density(entry.get("density"));
        int batch = entry.get("batch").asInt();
        ActivityTables tables = ActivityTables.of(density, batch);
        ByteArrayOutputStream activity = new ByteArrayOutputStream();
        List<Float> values = new ArrayList<>();

        for (JsonNode step : entry.get("steps")) {
            BatchDraw draw = new BatchDraw(tables, KEY);
            draw.draw(step.asInt());
            for (int s = 0; s < batch; s++) {
                for (int i = 0; i < density.count(); i++) {
                    activity.write(draw.active(s, i) ? 1 : 0);
                    values.add(draw.u(s, i));
                }
            }
        }

        for (int d = 0; d < tables.denseCount(); d++) {
            assertThat(tables.denseBound(d))
                    .isEqualTo(entry.get("thresholds").get(d).asInt());
        }
        JsonNode head = entry.get("first20_step1_sample_major");
        for (int k = 0; k < 20; k++) {
            assertThat((int) activity.toByteArray()[k])
                    .isEqualTo(head.get("active").get(k).asInt());
            assertThat(bits(values.get(k))).isEqualTo(head.get("u").get(k).asText());
        }
        assertThat(sha256(activity.toByteArray()))
                .isEqualTo(entry.get("activity_digest").asText());
        assertThat(sha256(floats(values))).isEqualTo(entry.get("u_digest").asText());
    }

    @Test
    void aSmallerBatchIsAPrefix() {
        JsonNode entry = GOLDEN.get("dense");
        PerFeature density = density(entry.get("density"));
        BatchDraw draw = new BatchDraw(ActivityTables.of(density, 100), KEY);
        List<Float> values = new ArrayList<>();

        draw.draw(1);

        for (int s = 0; s < 100; s++) {
            for (int i = 0; i < density.count(); i++) {
                values.add(draw.u(s, i));
            }
        }
        assertThat(sha256(floats(values)))
                .isEqualTo(entry.get("batch100_is_prefix_u_digest_step1").asText());
    }

    @Test
    void sparseFeaturesAreActiveHere() {
        int checked = 0;
        for (JsonNode entry : GOLDEN.get("sparse")) {
            ActivityTables tables = ActivityTables.of(
                    density(entry.get("density")), entry.get("batch").asInt());
            for (int g = 0; g < tables.groups().size(); g++) {
                checkGroup(
                        entry.get("groups").get(g),
                        tables.groups().get(g),
                        entry.get("step").asInt());
                checked++;
            }
            assertThat(tables.groups()).hasSize(entry.get("groups").size());
        }
        assertThat(checked).isEqualTo(5);
    }

    private static void checkGroup(JsonNode entry, SparseGroup group, int step) {
        List<Integer> words = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> firstOfRuns = new ArrayList<>();

        group.visit(KEY, step, (sample, feature, d, bound) -> {
            float u = BoundedValue.of(d, BoundedValue.scale(bound));
            String line = "%d %d %s".formatted(sample, feature, bits(u));
            words.addAll(List.of(sample, feature, Float.floatToRawIntBits(u)));
            if (firstOfRuns.size() < group.runs().size()
                    && sample >= group.runs().get(firstOfRuns.size()).first()) {
                firstOfRuns.add(line);
            }
            lines.add(line);
        });

        assertThat(group.octave()).isEqualTo(entry.get("octave").asInt());
        assertThat(group.largestDensity())
                .isEqualTo(Double.parseDouble(entry.get("largest").asText()));
        assertThat(group.feature(0) + ".." + group.feature(group.count() - 1))
                .isEqualTo(entry.get("features").asText());
        assertThat(group.bound(0))
                .isEqualTo(entry.get("bounds_first_last").get(0).asInt());
        assertThat(group.bound(group.count() - 1))
                .isEqualTo(entry.get("bounds_first_last").get(1).asInt());
        for (int r = 0; r < group.runs().size(); r++) {
            SparseGroup.Run run = group.runs().get(r);
            assertThat("[%d,%d,%d]".formatted(run.counterGroup() >> 24, run.first(), run.end()))
                    .isEqualTo(entry.get("runs").get(r).toString());
        }
        assertThat(lines).hasSize(entry.get("active").asInt());
        assertThat(lines.subList(0, Math.min(40, lines.size()))).isEqualTo(texts(entry.get("first40")));
        if (entry.has("first_active_of_each_run")) {
            assertThat(firstOfRuns).isEqualTo(texts(entry.get("first_active_of_each_run")));
        }
        assertThat(sha256(words.stream().mapToInt(Integer::intValue).toArray()))
                .isEqualTo(entry.get("digest_of_sample_feature_u").asText());
    }

    @Test
    void evaluationDrawsTheseSamples() {
        JsonNode entry = GOLDEN.get("evaluation_two_or_more");
        PerFeature density = density(entry.get("density"));
        int count = entry.get("samples").asInt();
        int n = density.count();
        boolean[] active = new boolean[count * n];
        float[] u = new float[count * n];
        EvaluationLaw law = EvaluationLaw.of(density);

        law.draw(key(entry.get("key")), 0, count, active, u);

        assertThat(law.manyWeight())
                .isEqualTo(Double.parseDouble(entry.get("weight").asText()));
        for (int need = 0; need <= 2; need++) {
            for (int i = 0; i < n; i++) {
                assertThat(law.bound(need, i))
                        .isEqualTo(entry.get("bounds").get(need).get(i).asInt());
            }
        }
        ByteArrayOutputStream activity = new ByteArrayOutputStream();
        int[] words = new int[u.length];
        for (int k = 0; k < active.length; k++) {
            activity.write(active[k] ? 1 : 0);
            words[k] = Float.floatToRawIntBits(u[k]);
        }
        assertThat(sha256(activity.toByteArray()))
                .isEqualTo(entry.get("activity_digest").asText());
        assertThat(sha256(words)).isEqualTo(entry.get("u_digest").asText());
        for (int s = 0; s < 8; s++) {
            StringBuilder pattern = new StringBuilder();
            List<String> values = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                pattern.append(active[s * n + i] ? '1' : '0');
                if (active[s * n + i]) {
                    values.add(bits(u[s * n + i]));
                }
            }
            assertThat(pattern.toString()).isEqualTo(entry.get("first8").get(s).asText());
            assertThat(values).isEqualTo(texts(entry.get("first8_u_of_active").get(s)));
        }
    }

    @Test
    void valueLawsMapTheseBits() {
        JsonNode entry = GOLDEN.get("values");
        for (int k = 0; k < entry.get("u").size(); k++) {
            float u = Float.intBitsToFloat(hex(entry.get("u").get(k)));
            assertThat(bits(ValueLaw.UNIFORM.of(u)))
                    .isEqualTo(entry.get("U[0,1)").get(k).asText());
            assertThat(bits(ValueLaw.SYMMETRIC.of(u)))
                    .isEqualTo(entry.get("U[-1,1)").get(k).asText());
            assertThat(bits(ValueLaw.DOUBLE.of(u)))
                    .isEqualTo(entry.get("U[0,2)").get(k).asText());
        }
    }

    private static PerFeature density(JsonNode list) {
        return PerFeature.of(StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray());
    }

    private static TrainingKey key(JsonNode pair) {
        return new TrainingKey(hex(pair.get(0)), hex(pair.get(1)));
    }

    private static int hex(JsonNode text) {
        return HexFormat.fromHexDigits(text.asText());
    }

    private static String bits(float value) {
        return HexFormat.of().toHexDigits(Float.floatToRawIntBits(value));
    }

    private static List<String> bits(float[] values) {
        List<String> bits = new ArrayList<>();
        for (float value : values) {
            bits.add(bits(value));
        }
        return bits;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static int[] floats(List<Float> values) {
        return values.stream().mapToInt(Float::floatToRawIntBits).toArray();
    }

    private static String sha256(int[] words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int word : words) {
                out.writeInt(word);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return sha256(bytes.toByteArray());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
