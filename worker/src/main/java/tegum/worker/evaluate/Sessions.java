package tegum.worker.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tegum.plan.KernelKey;
import tegum.worker.device.Device;
import tegum.worker.engine.Engine;
import tegum.worker.engine.Session;

/// Open sessions of a device, the most recently used ones: opening one may compile kernels and start threads.
///
/// Used by one thread.
final class Sessions implements AutoCloseable {
    private record Key(String engine, KernelKey kernel) {}

    private final Device device;
    private final int most;
    private final Map<Key, Session> open = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most sessions kept open at most
    Sessions(Device device, int most) {
        this.device = device;
        this.most = most;
    }

    Session of(Engine engine, KernelKey kernel) {
        Key key = new Key(engine.name(), kernel);
        Session known = open.get(key);
        if (known != null) {
            return known;
        }
        if (open.size() >= most) {
            Key oldest = open.keySet().iterator().next();
            close(List.of(oldest));
        }
        Session opened = engine.open(device, kernel);
        open.put(key, opened);
        return opened;
    }

    /// Closes a session in which something went wrong.
    void drop(Engine engine, KernelKey kernel) {
        close(List.of(new Key(engine.name(), kernel)));
    }

    @Override
    public void close() {
        close(new ArrayList<>(open.keySet()));
    }

    private void close(List<Key> keys) {
        for (Key key : keys) {
            Session session = open.remove(key);
            if (session != null) {
                session.close();
            }
        }
    }
}
