package tegum.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.control.SweepChange;
import tegum.coordinator.ledger.Priority;
import tegum.spec.text.SpecReader;

/// What can be asked about sweeps.
final class SweepRoutes {
    private static final String ONE = ApiServer.BASE + "/sweeps/{sweep}";
    private static final String PRIORITY = "priority";

    private final ControlPlane control;
    private final Answers answers;
    private final ProgressStream progress;
    private final int bodyBytes;

    SweepRoutes(ControlPlane control, Answers answers, ProgressStream progress, int bodyBytes) {
        this.control = control;
        this.answers = answers;
        this.progress = progress;
        this.bodyBytes = bodyBytes;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ApiServer.BASE + "/sweeps", Access.VIEWER, "all sweep versions with their counts", this::all),
                Route.post(
                        ApiServer.BASE + "/sweeps",
                        Access.SUBMITTER,
                        "asks for the sweep whose spec (YAML) is the body; the same spec again changes nothing",
                        this::submit),
                Route.get(ONE, Access.VIEWER, "one version with its counts", this::one),
                Route.get(
                        ONE + "/progress",
                        Access.VIEWER,
                        "the same every second as server-sent events, until it has ended",
                        progress::stream),
                Route.get(
                        ONE + "/explain",
                        Access.VIEWER,
                        "why nothing, or little, of it is being trained",
                        this::explain),
                Route.post(
                        ONE + "/pause",
                        Access.SUBMITTER,
                        "no new leases; what runs is stored",
                        context -> change(context, new SweepChange.Pause())),
                Route.post(
                        ONE + "/resume",
                        Access.SUBMITTER,
                        "goes on after a pause, an interruption or a cancellation",
                        context -> change(context, new SweepChange.Resume())),
                Route.post(
                        ONE + "/cancel",
                        Access.SUBMITTER,
                        "nothing more of it is trained, from now on; what is stored stays",
                        context -> change(context, new SweepChange.Cancel())),
                Route.put(
                        ONE + "/priority",
                        Access.OPERATOR,
                        "makes it more or less urgent: {\"priority\": \"low|normal|high\"}",
                        this::prioritise));
    }

    private void all(Context context) {
        List<?> sweeps = answers.of(control.sweeps()).stream().map(Bodies::of).toList();
        answer(context, Bodies.list("sweeps", sweeps));
    }

    private void one(Context context) {
        answer(context, Bodies.of(answers.of(control.sweep(context.pathParam("sweep")))));
    }

    private void submit(Context context) {
        byte[] body = Json.body(context, SpecReader.MAX_BYTES);
        String yaml;
        try {
            yaml = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "the spec is not UTF-8 text");
        }
        var accepted = answers.of(control.submit(yaml, Caller.act(context)));
        context.status(accepted.resumed() ? HttpStatus.OK : HttpStatus.CREATED);
        answer(context, Bodies.of(accepted));
    }

    private void explain(Context context) {
        answer(context, Bodies.of(answers.of(control.explain(context.pathParam("sweep")))));
    }

    private void prioritise(Context context) {
        String text = Json.texts(context, bodyBytes, Set.of(PRIORITY)).getOrDefault(PRIORITY, "");
        Priority priority = Priority.named(text)
                .orElseThrow(() ->
                        new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "\"priority\" is low, normal or high"));
        change(context, new SweepChange.Prioritise(priority));
    }

    private void change(Context context, SweepChange change) {
        answer(context, Bodies.of(answers.of(control.change(context.pathParam("sweep"), change, Caller.act(context)))));
    }

    private static void answer(Context context, Object body) {
        context.result(Json.write(body)).contentType(Json.CONTENT_TYPE);
    }
}
