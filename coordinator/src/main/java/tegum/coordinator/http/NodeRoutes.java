package tegum.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tegum.coordinator.control.ControlException;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.control.Health;

/// What probes and Prometheus ask of a node.
final class NodeRoutes {
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final ControlPlane control;
    private final Answers answers;
    private final PrometheusMeterRegistry meters;

    NodeRoutes(ControlPlane control, Answers answers, PrometheusMeterRegistry meters) {
        this.control = control;
        this.answers = answers;
        this.meters = meters;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/livez", Access.ANYONE, "200 while the process answers", this::live),
                Route.get(
                        "/readyz",
                        Access.ANYONE,
                        "200 while it has opened the store and holds the epoch, else 503",
                        this::ready),
                Route.get("/metrics", Access.ANYONE, "metrics for Prometheus", this::metrics));
    }

    private void live(Context context) {
        context.result(Json.write(Map.of("live", true))).contentType(Json.CONTENT_TYPE);
    }

    private void ready(Context context) {
        Health health;
        try {
            health = answers.of(control.health());
        } catch (ControlException e) {
            health = new Health(false, 0, String.valueOf(e.getMessage()));
        } catch (ProblemException e) {
            health = new Health(false, 0, e.problem().detail());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ready", health.ready());
        body.put("epoch", health.epoch());
        body.put("reason", health.reason());
        context.status(health.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .result(Json.write(body))
                .contentType(Json.CONTENT_TYPE);
    }

    private void metrics(Context context) {
        context.result(meters.scrape()).contentType(METRICS);
    }
}
