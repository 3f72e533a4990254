package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tegum.protocol.WorkerReport;

/// The engines that workers have, in the order in which `auto` tries them.
final class EngineOrder {
    private EngineOrder() {}

    /// Merges the orders of the workers, each of which names its engines best first.
    ///
    /// An engine that a worker puts before another comes before it; where workers contradict each
    /// other, the one that came first is right. Of several numerics of one engine those come first
    /// that came first.
    static List<WorkerReport.EngineOffer> of(Collection<WorkerEntry> workers) {
        List<String> order = new ArrayList<>();
        for (WorkerEntry worker : workers) {
            int before = order.size();
            for (WorkerReport.EngineOffer offer : worker.engines().reversed()) {
                int known = order.indexOf(offer.engine());
                if (known >= 0) {
                    before = known;
                } else {
                    order.add(before, offer.engine());
                }
            }
        }
        return order.stream()
                .flatMap(engine -> workers.stream()
                        .flatMap(worker -> worker.engines().stream())
                        .filter(offer -> offer.engine().equals(engine))
                        .distinct())
                .toList();
    }
}
