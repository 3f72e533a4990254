package tegum.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.control.WorkerChange;
import tegum.protocol.WorkerId;

/// What can be asked about workers.
final class WorkerRoutes {
    private static final String ONE = ApiServer.BASE + "/workers/{worker}";
    private static final int LONGEST_NAME = 200;

    private final ControlPlane control;
    private final Answers answers;

    WorkerRoutes(ControlPlane control, Answers answers) {
        this.control = control;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        ApiServer.BASE + "/workers",
                        Access.VIEWER,
                        "the registered workers: devices, engines, leases",
                        this::all),
                Route.post(
                        ONE + "/drain",
                        Access.OPERATOR,
                        "it gets no more offers, finishes what runs, and leaves",
                        context -> change(context, new WorkerChange.Drain())),
                Route.post(
                        ONE + "/release",
                        Access.OPERATOR,
                        "takes it out of quarantine",
                        context -> change(context, new WorkerChange.Release())));
    }

    private void all(Context context) {
        List<?> workers = answers.of(control.workers()).stream().map(Bodies::of).toList();
        context.result(Json.write(Bodies.list("workers", workers))).contentType(Json.CONTENT_TYPE);
    }

    private void change(Context context, WorkerChange change) {
        String name = context.pathParam("worker");
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "there is no such worker");
        }
        var worker = answers.of(control.change(new WorkerId(name), change, Caller.act(context)));
        context.result(Json.write(Bodies.of(worker))).contentType(Json.CONTENT_TYPE);
    }
}
