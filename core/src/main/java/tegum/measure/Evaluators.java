package tegum.measure;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import tegum.model.Model;
import tegum.random.TrainingKey;

/// The evaluators of the cells in work, so that a cell's replicates share its inputs. Thread-safe.
///
/// When a cell comes new and the inputs of all take more than a number of bytes, the cells longest unused are let go;
/// a cell that comes back draws the same inputs again.
public final class Evaluators {
    private final long mostBytes;
    private final Map<Inputs, Evaluator> evaluators = new LinkedHashMap<>(16, 0.75f, true);

    private record Inputs(Model model, TrainingKey key) {}

    /// @param mostBytes what the inputs may take in all
    public Evaluators(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// The evaluator of a cell.
    ///
    /// @param evaluationKey the key of replicate [TrainingKey#EVALUATION_REPLICATE]
    /// @throws IllegalArgumentException if the model is not supported
    public synchronized Evaluator forCell(Model model, TrainingKey evaluationKey) {
        Inputs inputs = new Inputs(model, evaluationKey);
        Evaluator known = evaluators.get(inputs);
        if (known != null) {
            return known;
        }
        Evaluator evaluator = Evaluator.forCell(model, evaluationKey);
        evaluators.put(inputs, evaluator);
        letGo(evaluator);
        return evaluator;
    }

    private void letGo(Evaluator inUse) {
        long bytes = 0;
        for (Evaluator evaluator : evaluators.values()) {
            bytes += evaluator.bytes();
        }
        Iterator<Evaluator> eldestFirst = evaluators.values().iterator();
        while (bytes > mostBytes && eldestFirst.hasNext()) {
            Evaluator eldest = eldestFirst.next();
            if (eldest != inUse) {
                bytes -= eldest.bytes();
                eldestFirst.remove();
            }
        }
    }

    synchronized int count() {
        return evaluators.size();
    }
}
