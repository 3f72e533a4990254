package tegum.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tegum.coordinator.http.RunningApi.YAML;
import static tegum.coordinator.http.RunningApi.json;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tegum.coordinator.control.ControlException;
import tegum.coordinator.ledger.Role;

/// A real server on a free port, a real coordinator, a real store; no worker.
class ApiServerTest {
    private static final String SWEEPS = "/api/v1/sweeps";
    private static final String OTHER = YAML.replace("name: small", "name: other");

    @TempDir
    Path folder;

    private RunningApi api;

    @BeforeEach
    void start() {
        api = RunningApi.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theSameSpecAgainIsTheSameVersion() {
        HttpResponse<String> first = api.send("POST", SWEEPS, YAML);
        HttpResponse<String> again = api.send("POST", SWEEPS, YAML);
        HttpResponse<String> changed = api.send("POST", SWEEPS, YAML.replace("replicates: 2", "replicates: 3"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(json(first).path("plan").path("trainings").asLong()).isEqualTo(6);
        assertThat(json(first).path("status").path("waiting").asLong()).isEqualTo(6);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).path("status").path("version").asInt()).isEqualTo(1);
        assertThat(json(changed).path("status").path("version").asInt()).isEqualTo(2);
        assertThat(states()).containsExactly("small@1 superseded", "small@2 running");
    }

    @Test
    void aSweepIsPausedResumedAndCancelled() {
        api.send("POST", SWEEPS, YAML);

        assertThat(state(api.send("POST", SWEEPS + "/small/pause", ""))).isEqualTo("paused");
        assertThat(kinds(api.send("GET", SWEEPS + "/small/explain", ""))).startsWith("paused");
        assertThat(state(api.send("POST", SWEEPS + "/small@1/pause", ""))).isEqualTo("paused");
        assertThat(state(api.send("POST", SWEEPS + "/small/resume", ""))).isEqualTo("running");
        assertThat(kinds(api.send("GET", SWEEPS + "/small/explain", ""))).containsExactly("no_worker");
        JsonNode cancelled = json(api.send("POST", SWEEPS + "/small/cancel?reason=not%20needed", ""));
        assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
        assertThat(cancelled.path("cancelled").asLong()).isEqualTo(6);
        assertThat(kinds(api.send("GET", SWEEPS + "/small/explain", ""))).containsExactly("ended");
        assertThat(api.send("POST", SWEEPS + "/small/pause", "").statusCode()).isEqualTo(409);
        assertThat(state(api.send("POST", SWEEPS + "/small/resume", ""))).isEqualTo("running");
        assertThat(audit()).contains("local state small@1 paused: ", "local state small@1 cancelled: not needed");
    }

    @Test
    void whatIsNotThereIsSaidInOneSentence() {
        HttpResponse<String> sweep = api.send("GET", SWEEPS + "/nothing", "");
        HttpResponse<String> worker = api.send("POST", "/api/v1/workers/nobody/drain", "");
        HttpResponse<String> route = api.send("GET", "/api/v1/nothing", "");
        HttpResponse<String> method = api.send("PATCH", SWEEPS, "");

        assertThat(sweep.statusCode()).isEqualTo(404);
        assertThat(sweep.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(sweep).path("detail").asText()).isEqualTo("there is no sweep nothing");
        assertThat(json(worker).path("detail").asText()).isEqualTo("no worker nobody is registered");
        assertThat(json(route).path("status").asInt()).isEqualTo(404);
        assertThat(json(method).path("status").asInt()).isEqualTo(405);
    }

    @Test
    void everyProblemOfASpecIsNamed() {
        HttpResponse<String> refused =
                api.send("POST", SWEEPS, YAML.replace("hidden: 1", "hidden: 0").replace("steps: 10", "steps: none"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).path("problems")).hasSize(2);
        assertThat(states()).isEmpty();
    }

    @Test
    void aViewerThatSubmitsIsRefusedLoggedAndCounted() {
        api.token = api.newToken("olga", Role.OPERATOR);
        String viewer = api.newToken("vera", Role.VIEWER);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Gate.class);
        logger.addAppender(log);

        api.token = viewer;
        HttpResponse<String> refused = api.send("POST", SWEEPS, YAML);

        logger.detachAppender(log);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).path("detail").asText())
                .isEqualTo("vera has the role viewer, and this needs submitter");
        assertThat(log.list)
                .anyMatch(event -> event.getFormattedMessage().contains("who=\"vera\"")
                        && event.getFormattedMessage().contains("event=http.refused"));
        assertThat(api.send("GET", "/metrics", "").body())
                .contains("tegum_http_refused_requests_total{reason=\"forbidden\"} 1.0");
        assertThat(states()).isEmpty();
    }

    @Test
    void twoSubmittersAtOnceBothSubmit() {
        api.token = api.newToken("olga", Role.OPERATOR);
        String ann = api.newToken("ann", Role.SUBMITTER);
        String bob = api.newToken("bob", Role.SUBMITTER);

        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (String token : List.of(ann, bob)) {
            String yaml = token.equals(ann) ? YAML : OTHER;
            sent.add(CompletableFuture.supplyAsync(() -> api.send(
                    HttpRequest.newBuilder().header("Authorization", "Bearer " + token),
                    "POST",
                    SWEEPS,
                    yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
        String operator = api.token;
        api.token = "";
        sent.forEach(CompletableFuture::join);
        api.token = operator;

        JsonNode sweeps = json(api.send("GET", SWEEPS, "")).path("sweeps");
        assertThat(StreamSupport.stream(sweeps.spliterator(), false)
                        .map(sweep -> sweep.path("submitted_by").asText() + " "
                                + sweep.path("sweep").asText()))
                .containsExactlyInAnyOrder("ann small", "bob other");
    }

    @Test
    void aTokenOpensUntilItIsRevoked() {
        assertThat(json(api.send("POST", "/api/v1/tokens", "{\"name\":\"vera\",\"role\":\"viewer\"}"))
                        .path("detail")
                        .asText())
                .contains("the first token is to be an operator's");
        String operator = api.newToken("olga", Role.OPERATOR);
        assertThat(api.send("GET", SWEEPS, "").statusCode()).isEqualTo(401);
        api.token = operator;
        String viewer = api.newToken("vera", Role.VIEWER);

        api.token = viewer;
        assertThat(api.send("GET", SWEEPS, "").statusCode()).isEqualTo(200);
        assertThat(api.send("GET", "/api/v1/tokens", "").statusCode()).isEqualTo(403);
        api.token = operator;
        assertThat(api.send("GET", "/api/v1/tokens", "").body()).doesNotContain(viewer, "hash", "secret");
        assertThat(api.send("DELETE", "/api/v1/tokens/olga", "").statusCode()).isEqualTo(409);
        assertThat(api.send("DELETE", "/api/v1/tokens/vera?reason=left", "").statusCode())
                .isEqualTo(200);
        api.token = viewer;
        HttpResponse<String> revoked = api.send("GET", SWEEPS, "");
        assertThat(revoked.statusCode()).isEqualTo(401);
        assertThat(revoked.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        api.token = operator;
        assertThat(audit()).contains("olga token vera revoked: left");
    }

    @Test
    void aPageOfAnotherOriginIsRefused() {
        HttpResponse<String> page =
                api.send(HttpRequest.newBuilder().header("Origin", "http://evil.example"), "POST", SWEEPS, new byte[0]);
        HttpResponse<String> own = api.send(
                HttpRequest.newBuilder().header("Origin", "http://127.0.0.1:" + api.server.port()),
                "GET",
                SWEEPS,
                new byte[0]);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(own.statusCode()).isEqualTo(200);
    }

    @Test
    void aPriorityIsOneOfThree() {
        api.send("POST", SWEEPS, YAML);

        JsonNode high = json(api.send("PUT", SWEEPS + "/small/priority", "{\"priority\": \"high\"}"));
        HttpResponse<String> wrong = api.send("PUT", SWEEPS + "/small/priority", "{\"priority\": \"urgent\"}");
        HttpResponse<String> other = api.send("PUT", SWEEPS + "/small/priority", "{\"prio\": \"low\"}");

        assertThat(high.path("priority").asText()).isEqualTo("high");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(json(other).path("detail").asText())
                .isEqualTo("there is no field \"prio\" here; there are priority");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO 'x.parquet'",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('ledger.db')",
                "FROM glob('/*')",
                "ATTACH 'other.db'",
                "INSTALL httpfs",
                "SELECT 1; SELECT 2",
                "SELECT getenv('PATH')",
                "selct 1",
                ""
            })
    void aQueryReadsTheDataSetAlone(String sql) throws Exception {
        String body =
                new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(java.util.Map.of("sql", sql));

        HttpResponse<String> refused = api.send("POST", "/api/v1/query", body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain("root:", "at org.", "at tegum.");
    }

    @Test
    void aQueryIsAnswered() {
        api.send("POST", SWEEPS, YAML);

        HttpResponse<String> answer =
                api.send("POST", "/api/v1/query", "{\"sql\": \"SELECT sweep, version, trainings FROM sweeps\"}");

        assertThat(answer.body())
                .isEqualTo(
                        "{\"columns\":[{\"name\":\"sweep\",\"type\":\"VARCHAR\"},{\"name\":\"version\",\"type\":\"INTEGER\"},"
                                + "{\"name\":\"trainings\",\"type\":\"BIGINT\"}],\"rows\":[[\"small\",1,6]],\"truncated\":false}");
    }

    @Test
    void probesSayWhetherItCanWork() {
        HttpResponse<String> ready = api.send("GET", "/readyz", "");
        api.standBy();
        HttpResponse<String> standing = api.send("GET", "/readyz", "");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(json(ready).path("epoch").asLong()).isEqualTo(1);
        assertThat(standing.statusCode()).isEqualTo(503);
        assertThat(api.send("GET", "/livez", "").statusCode()).isEqualTo(200);
        assertThat(api.send("GET", SWEEPS, "").statusCode()).isEqualTo(503);
    }

    @Test
    void progressIsStreamedUntilTheEnd() {
        api.send("POST", SWEEPS, YAML);

        CompletableFuture<HttpResponse<String>> stream =
                CompletableFuture.supplyAsync(() -> api.send("GET", SWEEPS + "/small/progress", ""));
        CompletableFuture.delayedExecutor(1_500, java.util.concurrent.TimeUnit.MILLISECONDS)
                .execute(() -> api.send("POST", SWEEPS + "/small/cancel", ""));

        List<String> events = stream.join()
                .body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .toList();
        assertThat(events)
                .startsWith("event: progress")
                .endsWith("event: ended")
                .hasSizeGreaterThan(1);
    }

    @Test
    void plainHttpStaysOnTheMachineUnlessAskedForByName() {
        assertThatThrownBy(() -> new HttpSettings("0.0.0.0", 0, Optional.empty(), false))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("http.tls.certificate");
        assertThat(new HttpSettings("0.0.0.0", 0, Optional.empty(), true).isLoopback())
                .isFalse();
    }

    private List<String> states() {
        String token = api.token;
        List<String> states = StreamSupport.stream(
                        json(api.send("GET", SWEEPS, "")).path("sweeps").spliterator(), false)
                .map(sweep -> "%s@%d %s"
                        .formatted(
                                sweep.path("sweep").asText(),
                                sweep.path("version").asInt(),
                                sweep.path("state").asText()))
                .toList();
        api.token = token;
        return states;
    }

    private static String state(HttpResponse<String> response) {
        return json(response).path("state").asText();
    }

    private static List<String> kinds(HttpResponse<String> explanation) {
        return StreamSupport.stream(json(explanation).path("reasons").spliterator(), false)
                .map(reason -> reason.path("kind").asText())
                .toList();
    }

    private List<String> audit() {
        JsonNode rows = json(api.send(
                        "POST",
                        "/api/v1/query",
                        "{\"sql\": \"SELECT who, act, subject, reason FROM audit ORDER BY time\"}"))
                .path("rows");
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> "%s %s %s %s"
                        .formatted(
                                row.get(0).asText(),
                                row.get(1).asText(),
                                row.get(2).asText(),
                                row.get(3).asText()))
                .toList();
    }
}
