package tegum.worker.workbench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tegum.protocol.LeaseId;
import tegum.protocol.WorkerReport;

/// Parts that were reported and not yet acknowledged. They are kept, and sent again, until they are.
final class Outbox {
    private record PartId(LeaseId lease, int part) {}

    private record Sent(WorkerReport.Done report, long atNanos) {}

    private final Map<PartId, Sent> parts = new LinkedHashMap<>();

    void add(WorkerReport.Done report, long nowNanos) {
        parts.put(new PartId(report.lease(), report.part()), new Sent(report, nowNanos));
    }

    void acknowledged(LeaseId lease, int part) {
        parts.remove(new PartId(lease, part));
    }

    /// The parts that were sent so long ago that they or their answers must have been lost; they count as sent now.
    List<WorkerReport.Done> overdue(long nowNanos, long afterNanos) {
        List<WorkerReport.Done> overdue = new ArrayList<>();
        parts.replaceAll((_, sent) -> {
            if (nowNanos - sent.atNanos < afterNanos) {
                return sent;
            }
            overdue.add(sent.report);
            return new Sent(sent.report, nowNanos);
        });
        return overdue;
    }

    int size() {
        return parts.size();
    }
}
