package tegum.coordinator.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tegum.coordinator.collect.SweepCounts;
import tegum.coordinator.control.Accepted;
import tegum.coordinator.control.Explanation;
import tegum.coordinator.control.SweepStatus;
import tegum.coordinator.lease.WorkerSnapshot;
import tegum.coordinator.ledger.TokenRecord;
import tegum.protocol.WorkerReport;

/// What answers say, field by field in the order of the JSON. Names stay as they are: programs read them.
final class Bodies {
    private Bodies() {}

    static Map<String, Object> of(Accepted accepted) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("cells", accepted.plan().cells());
        plan.put("trainings", accepted.plan().trainings());
        plan.put(
                "strata",
                accepted.plan().strata().stream()
                        .map(stratum -> Map.of("kernel", stratum.kernelKey(), "trainings", stratum.trainings()))
                        .toList());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("resumed", accepted.resumed());
        body.put("plan", plan);
        body.put("status", of(accepted.status()));
        return body;
    }

    static Map<String, Object> of(SweepStatus status) {
        SweepCounts counts = status.counts();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sweep", status.sweep().name());
        body.put("version", status.sweep().version());
        body.put("state", status.state().text());
        body.put("priority", status.priority().text());
        body.put("cells", status.cells());
        body.put("planned", counts.planned());
        body.put("done", counts.done());
        body.put("reused", counts.reused());
        body.put("failed", counts.failed());
        body.put("running", counts.running());
        body.put("waiting", counts.waiting());
        body.put("cancelled", counts.cancelled());
        body.put("trainings_per_second", status.trainingsPerSecond());
        body.put("submitted_at", status.submittedAt().toString());
        body.put("submitted_by", status.submittedBy());
        return body;
    }

    static Map<String, Object> of(Explanation explanation) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sweep", explanation.sweep().name());
        body.put("version", explanation.sweep().version());
        body.put(
                "reasons",
                explanation.reasons().stream()
                        .map(reason -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("kind", reason.kind());
                            one.put("text", reason.text());
                            return one;
                        })
                        .toList());
        return body;
    }

    static Map<String, Object> of(WorkerSnapshot worker) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("worker", worker.worker().name());
        body.put("state", worker.state().name().toLowerCase(Locale.ROOT));
        body.put("reason", worker.reason());
        body.put("leases", worker.leases());
        body.put("trainings", worker.trainings());
        body.put("build", worker.build());
        body.put(
                "engines",
                worker.engines().stream().map(engine -> engine.numerics()).toList());
        body.put("devices", worker.devices().stream().map(Bodies::device).toList());
        return body;
    }

    private static Map<String, Object> device(WorkerReport.DeviceFacts device) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("device", device.name());
        body.put("kind", device.kind());
        body.put("description", device.description());
        body.put("threads", device.threads());
        body.put("memory_bytes", device.memoryBytes());
        return body;
    }

    static Map<String, Object> of(TokenRecord token) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", token.name());
        body.put("role", token.role().text());
        body.put("created_at", token.createdAt().toString());
        body.put("created_by", token.createdBy());
        return body;
    }

    static Map<String, Object> list(String name, List<?> entries) {
        return Map.of(name, entries);
    }
}
