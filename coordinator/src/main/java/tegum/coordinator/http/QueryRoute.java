package tegum.coordinator.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tegum.coordinator.query.QueryColumn;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// Answers SQL over the data set, within bounds.
///
/// The answer: `{"columns": [{"name", "type"}], "rows": [[...]], "truncated": false}`.
final class QueryRoute {
    private static final String SQL = "sql";
    private static final JsonFactory JSON = new JsonFactory();

    private final Path store;
    private final ApiLimits.QueryLimits limits;
    private final int bodyBytes;
    private final Semaphore room;

    /// @param store the store's folder
    QueryRoute(Path store, ApiLimits.QueryLimits limits, int bodyBytes) {
        this.store = store;
        this.limits = limits;
        this.bodyBytes = bodyBytes;
        this.room = new Semaphore(limits.atOnce());
    }

    List<Route> routes() {
        return List.of(Route.post(
                ApiServer.BASE + "/query",
                Access.VIEWER,
                "answers one read-only query in DuckDB's SQL: {\"sql\": ...}",
                this::query));
    }

    private void query(Context context) {
        String sql = Json.texts(context, bodyBytes, Set.of(SQL)).getOrDefault(SQL, "");
        if (!room.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "%d queries run already; that is the limit here".formatted(limits.atOnce()));
        }
        try (QueryEngine engine = QueryEngine.openLimited(store, limits.each());
                QueryResult result = engine.query(sql)) {
            context.result(json(result)).contentType(Json.CONTENT_TYPE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            room.release();
        }
    }

    private byte[] json(QueryResult result) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("columns");
            for (QueryColumn column : result.columns()) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeStringField("type", column.type());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rows");
            Optional<List<@Nullable Object>> row = result.next();
            int count = 0;
            while (row.isPresent() && count < limits.rows() && bytes.size() < limits.answerBytes()) {
                write(json, row.get());
                json.flush();
                count++;
                row = result.next();
            }
            json.writeEndArray();
            json.writeBooleanField("truncated", row.isPresent());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// Numbers stay numbers, lists stay lists; what JSON has no form for becomes text.
    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case Double number when !Double.isFinite(number) -> json.writeString(number.toString());
            case Float number when !Float.isFinite(number) -> json.writeString(number.toString());
            case Number number -> json.writeNumber(number.toString());
            case List<?> list -> {
                json.writeStartArray();
                for (Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }
}
