package tegum.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.control.SweepStatus;

/// Tells how far a sweep is, every second until it has ended: events `progress`, and `ended` as the last.
///
/// Source: HTML Living Standard, "Server-sent events".
final class ProgressStream {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ControlPlane control;
    private final Answers answers;
    private final Semaphore room;
    private volatile boolean closed;

    /// @param streams open at once
    ProgressStream(ControlPlane control, Answers answers, int streams) {
        this.control = control;
        this.answers = answers;
        this.room = new Semaphore(streams);
    }

    void stream(Context context) throws IOException {
        String sweep = context.pathParam("sweep");
        SweepStatus status = answers.of(control.sweep(sweep));
        // A later version of the same name is another sweep: the stream stays with the one that was found.
        String version = status.sweep().toString();
        if (!room.tryAcquire()) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "too many progress streams are open");
        }
        try {
            context.contentType("text/event-stream; charset=utf-8").header(Header.CACHE_CONTROL, "no-store");
            ServletOutputStream out = context.res().getOutputStream();
            while (status.state().wantsTrainings() && !closed) {
                send(out, "progress", status);
                Thread.sleep(INTERVAL);
                status = answers.of(control.sweep(version));
            }
            send(out, status.state().wantsTrainings() ? "progress" : "ended", status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    private static void send(ServletOutputStream out, String event, SweepStatus status) throws IOException {
        String text = "event: %s\ndata: %s\n\n".formatted(event, Json.write(Bodies.of(status)));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Ends all streams.
    void close() {
        closed = true;
    }
}
