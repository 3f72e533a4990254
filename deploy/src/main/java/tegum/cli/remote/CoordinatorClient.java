package tegum.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Asks a coordinator, or the one of several nodes that is it now. Not thread-safe.
public final class CoordinatorClient implements AutoCloseable {
    private static final String BASE = "/api/v1";
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// Longer than a coordinator takes at most.
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int UNAVAILABLE = 503;
    private static final int INVALID = 422;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> nodes;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private int current;

    /// @param nodes where the API may be, `http://host:port`; at least one
    /// @param token secret of a token
    public CoordinatorClient(List<URI> nodes, Optional<String> token) {
        this.nodes = List.copyOf(nodes);
        this.token = token;
    }

    /// Reads something.
    ///
    /// @param path below the API's base, made by [#path]
    /// @throws RemoteException if the coordinator refuses, or none answers
    public Document get(String path) {
        return ask("GET", path, Map.of(), BodyPublishers.noBody());
    }

    /// Asks for an act that has no body.
    ///
    /// @param method `POST` or `DELETE`
    /// @throws RemoteException if the coordinator refuses, or none answers
    public Document act(String method, String path, String reason) {
        return ask(method, path, reasons(reason), BodyPublishers.noBody());
    }

    /// Asks for an act whose body is JSON.
    ///
    /// @throws RemoteException if the coordinator refuses, or none answers
    public Document act(String method, String path, String reason, Map<String, String> body) {
        return ask(method, path, reasons(reason), BodyPublishers.ofString(json(body)));
    }

    /// Submits a spec.
    ///
    /// @throws RemoteException if the coordinator refuses, or none answers
    public Document submit(String yaml, String reason) {
        return ask("POST", "/sweeps", reasons(reason), BodyPublishers.ofString(yaml));
    }

    private static Map<String, String> reasons(String reason) {
        return reason.isEmpty() ? Map.of() : Map.of("reason", reason);
    }

    /// A path of texts, each of which may hold any character.
    public static String path(String... segments) {
        return Stream.of(segments).map(CoordinatorClient::encoded).collect(Collectors.joining("/", "/", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String json(Map<String, String> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are writable as JSON", e);
        }
    }

    /// Every request is idempotent, so that it may be sent to the next node when one does not answer.
    private Document ask(String method, String path, Map<String, String> query, BodyPublisher body) {
        return read(send(method, path, query, body, BodyHandlers.ofByteArray()));
    }

    /// Opens a stream of lines; whoever reads it closes it.
    ///
    /// @throws RemoteException if the coordinator refuses, or none answers
    Stream<String> lines(String path) {
        HttpResponse<Stream<String>> response =
                send("GET", path, Map.of(), BodyPublishers.noBody(), BodyHandlers.ofLines());
        if (response.statusCode() == OK) {
            return response.body();
        }
        try (Stream<String> body = response.body()) {
            throw refused(
                    response.statusCode(),
                    parse(body.collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private <T> HttpResponse<T> send(
            String method,
            String path,
            Map<String, String> query,
            BodyPublisher body,
            HttpResponse.BodyHandler<T> handler) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        RemoteException last = new RemoteException(RemoteException.Kind.UNAVAILABLE, "no coordinator is named");
        for (int tried = 0; tried < nodes.size(); tried++) {
            URI node = nodes.get(current);
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                URI.create(node + BASE + path + (parameters.isEmpty() ? "" : "?" + parameters)))
                        .method(method, body)
                        .timeout(ANSWER);
                token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
                HttpResponse<T> response = http.send(request.build(), handler);
                if (response.statusCode() != UNAVAILABLE || tried == nodes.size() - 1) {
                    return response;
                }
            } catch (IOException e) {
                last = unreachable(node, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RemoteException(RemoteException.Kind.UNAVAILABLE, "interrupted");
            }
            current = (current + 1) % nodes.size();
        }
        throw last;
    }

    private static RemoteException unreachable(URI node, IOException e) {
        String why = e instanceof ConnectException ? "nobody listens there" : String.valueOf(e.getMessage());
        return new RemoteException(
                RemoteException.Kind.UNAVAILABLE, "the coordinator %s cannot be reached: %s".formatted(node, why));
    }

    private static Document read(HttpResponse<byte[]> response) {
        JsonNode body = parse(response.body());
        if (response.statusCode() == OK || response.statusCode() == CREATED) {
            return new Document(body);
        }
        throw refused(response.statusCode(), body);
    }

    static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    static RemoteException refused(int status, JsonNode body) {
        List<String> problems = StreamSupport.stream(body.path("problems").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String detail = problems.isEmpty() ? body.path("detail").asText() : String.join("\n", problems);
        return new RemoteException(
                switch (status) {
                    case INVALID -> RemoteException.Kind.INVALID;
                    case UNAVAILABLE -> RemoteException.Kind.UNAVAILABLE;
                    default -> RemoteException.Kind.REFUSED;
                },
                detail.isEmpty() ? "the coordinator answered with status %d".formatted(status) : detail);
    }

    @Override
    public void close() {
        http.close();
    }
}
