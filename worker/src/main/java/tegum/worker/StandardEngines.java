package tegum.worker;

import java.util.List;
import tegum.worker.engine.Engines;
import tegum.worker.engine.ReferenceEngine;
import tegum.worker.engine.vector.VectorEngine;

/// The engines of this build: the one place that knows them all.
public final class StandardEngines {
    private StandardEngines() {}

    /// Every engine, best first.
    public static Engines all() {
        return new Engines(List.of(new VectorEngine(), new ReferenceEngine()));
    }
}
