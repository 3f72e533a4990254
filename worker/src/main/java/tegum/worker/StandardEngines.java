package tegum.worker;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tegum.worker.engine.Engines;
import tegum.worker.engine.ReferenceEngine;
import tegum.worker.engine.nd4j.Nd4jEngine;
import tegum.worker.engine.vector.VectorEngine;

/// The engines of this build: the one place that knows them all.
public final class StandardEngines {
    /// Engines that a spec may ask for by design and this build does not have, with the reason.
    public static final SortedMap<String, String> NOT_IN_THIS_BUILD =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                    "cuda", "this version has no CUDA kernels",
                    "dl4j", "this version does not load Deeplearning4j models")));

    private StandardEngines() {}

    /// Every engine, best first.
    public static Engines all() {
        return new Engines(List.of(new VectorEngine(), new Nd4jEngine(), new ReferenceEngine()));
    }
}
