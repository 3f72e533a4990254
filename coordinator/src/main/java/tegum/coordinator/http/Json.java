package tegum.coordinator.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads the bodies of requests and writes those of answers.
final class Json {
    static final String CONTENT_TYPE = "application/json";

    private static final int DEEPEST = 16;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + value.getClass(), e);
        }
    }

    /// The body of a request as bytes.
    ///
    /// @throws ProblemException if it is longer than permitted
    static byte[] body(Context context, int mostBytes) {
        if (context.req().getContentLengthLong() > mostBytes) {
            throw tooLong(mostBytes);
        }
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw tooLong(mostBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "the body ended early");
        }
    }

    private static ProblemException tooLong(int mostBytes) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "the body is longer than %,d bytes".formatted(mostBytes));
    }

    /// The texts of a body that is one flat JSON object.
    ///
    /// @param fields exactly these are required
    /// @throws ProblemException if it is anything else
    static Map<String, String> texts(Context context, int mostBytes, Set<String> fields) {
        JsonNode root = object(body(context, mostBytes), fields);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!fields.contains(field.getKey())) {
                throw refused("there is no field \"%s\" here; there are %s"
                        .formatted(shortened(field.getKey()), String.join(", ", new TreeSet<>(fields))));
            }
            if (!field.getValue().isTextual()) {
                throw refused("\"%s\" is to be a text".formatted(field.getKey()));
            }
            texts.put(field.getKey(), field.getValue().asText());
        }
        for (String field : new TreeSet<>(fields)) {
            if (!texts.containsKey(field)) {
                throw refused("\"%s\" is missing".formatted(field));
            }
        }
        return texts;
    }

    private static JsonNode object(byte[] body, Set<String> fields) {
        try {
            // Decoded here, so that what is no UTF-8 is refused by the parser and not read as another encoding.
            JsonNode root = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            if (!root.isObject()) {
                throw refused(
                        "the body is to be a JSON object with %s".formatted(String.join(", ", new TreeSet<>(fields))));
            }
            return root;
        } catch (JsonProcessingException e) {
            throw refused("the body is not JSON that is understood here: "
                    + shortened(e.getOriginalMessage().lines().findFirst().orElse("")));
        }
    }

    private static String shortened(String text) {
        int most = 100;
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, detail);
    }
}
