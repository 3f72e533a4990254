package tegum.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tegum.cli.output.Rows;

/// An answer of a coordinator: fields by name. What is absent reads as empty or 0, so that an older program reads a
/// newer coordinator.
public final class Document {
    private final JsonNode node;

    Document(JsonNode node) {
        this.node = node;
    }

    public String text(String field) {
        return node.path(field).asText();
    }

    public long number(String field) {
        return node.path(field).asLong();
    }

    public double decimal(String field) {
        return node.path(field).asDouble();
    }

    public boolean flag(String field) {
        return node.path(field).asBoolean();
    }

    public Document part(String field) {
        return new Document(node.path(field));
    }

    public List<Document> parts(String field) {
        return StreamSupport.stream(node.path(field).spliterator(), false)
                .map(Document::new)
                .toList();
    }

    /// Texts of a list.
    public List<String> texts(String field) {
        return StreamSupport.stream(node.path(field).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /// Parts as a table.
    ///
    /// @param columns fields of each
    public static Rows rows(List<Document> documents, List<String> columns) {
        return new Rows(
                columns,
                documents.stream().map(document -> document.row(columns)).iterator());
    }

    private List<@Nullable Object> row(List<String> columns) {
        List<@Nullable Object> row = new ArrayList<>();
        columns.forEach(column -> row.add(value(node.path(column))));
        return row;
    }

    /// The answer to a query as a table.
    public Rows answer() {
        List<String> columns =
                parts("columns").stream().map(column -> column.text("name")).toList();
        return new Rows(
                columns,
                StreamSupport.stream(node.path("rows").spliterator(), false)
                        .map(row -> StreamSupport.stream(row.spliterator(), false)
                                .<@Nullable Object>map(Document::value)
                                .collect(ArrayList<@Nullable Object>::new, ArrayList::add, ArrayList::addAll))
                        .iterator());
    }

    /// All fields, as maps, lists, texts and numbers.
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new Document(node).fields();
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(element -> list.add(value(element)));
                yield list;
            }
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING -> null;
            case STRING, BINARY, POJO -> node.asText();
        };
    }
}
