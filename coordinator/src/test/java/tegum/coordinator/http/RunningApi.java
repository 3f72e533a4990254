package tegum.coordinator.http;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tegum.coordinator.actor.ActorControlPlane;
import tegum.coordinator.actor.Coordinator;
import tegum.coordinator.actor.CoordinatorSettings;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.collect.Tenure;
import tegum.coordinator.ledger.Role;
import tegum.coordinator.ledger.sqlite.SqliteSource;

/// A coordinator with a real store, its API on a free port, and somebody who asks.
final class RunningApi implements AutoCloseable {
    static final String YAML = """
            name: small
            model: {features: 2, hidden: 1}
            data: {density: $p}
            axes:
              p: {from: 0.6, to: 0.9, count: 3}
            train: {steps: 10, batch: 64}
            replicates: 2
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActorTestKit kit = ActorTestKit.create(
            ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(ConfigFactory.load()));
    private final ActorControlPlane control = new ActorControlPlane();
    private final ActorRef<Coordinator.Command> coordinator;
    private final HttpClient http = HttpClient.newHttpClient();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final ApiServer server;
    String token = "";

    private RunningApi(Path folder, HttpSettings settings, ApiLimits limits) {
        coordinator = kit.spawn(Coordinator.create(
                CoordinatorSettings.embedded(),
                StoredResults.open(folder, new SqliteSource(), Clock.systemUTC(), Tenure.STANDING),
                meters,
                _ -> {},
                System::nanoTime));
        control.serve(coordinator);
        server = ApiServer.start(settings, limits, control, folder, meters, Clock.systemUTC());
    }

    static RunningApi start(Path folder) {
        return start(folder, new HttpSettings("127.0.0.1", 0, Optional.empty(), false), ApiLimits.standard());
    }

    static RunningApi start(Path folder, HttpSettings settings, ApiLimits limits) {
        RunningApi api = new RunningApi(folder, settings, limits);
        api.awaitReady();
        return api;
    }

    private void awaitReady() {
        // The tokens are read in the background: until then nobody is let in.
        while (send("GET", "/api/v1/sweeps", "").statusCode() == 503) {
            Thread.onSpinWait();
        }
    }

    /// The coordinator goes elsewhere.
    void standBy() {
        control.standBy();
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(HttpRequest.newBuilder(), method, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(HttpRequest.Builder request, String method, String path, byte[] body) {
        request.uri(uri(path)).method(method, BodyPublishers.ofByteArray(body)).timeout(Duration.ofSeconds(60));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    /// Makes a token and returns its secret.
    String newToken(String name, Role role) {
        HttpResponse<String> made =
                send("POST", "/api/v1/tokens", "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role.text()));
        return json(made).path("secret").asText();
    }

    @Override
    public void close() {
        server.close();
        http.close();
        coordinator.tell(new Coordinator.Stop());
        kit.createTestProbe().expectTerminated(coordinator, Duration.ofSeconds(30));
        kit.shutdownTestKit();
    }
}
