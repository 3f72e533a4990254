package tegum.coordinator.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The engines that workers have, in the order in which `auto` tries them.
final class EngineOrder {
    private EngineOrder() {}

    /// Merges the orders of the workers, each of which names its engines best first.
    ///
    /// An engine that a worker puts before another comes before it; where workers contradict each other,
    /// the one that came first is right.
    static List<String> of(Collection<WorkerEntry> workers) {
        List<String> order = new ArrayList<>();
        for (WorkerEntry worker : workers) {
            int before = order.size();
            for (String engine : List.copyOf(worker.numericsByEngine().keySet()).reversed()) {
                int known = order.indexOf(engine);
                if (known >= 0) {
                    before = known;
                } else {
                    order.add(before, engine);
                }
            }
        }
        return order;
    }
}
