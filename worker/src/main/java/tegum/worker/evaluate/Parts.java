package tegum.worker.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tegum.plan.IndexSet;
import tegum.protocol.TrainingResult;
import tegum.protocol.wire.ResultPayload;

/// Cuts the results of an offer into parts.
final class Parts {
    private Parts() {}

    /// @param bytes payload of a part at most, unless a single training is larger
    static List<OfferOutcome.Part> of(List<TrainingResult> results, int bytes, long deviceMicros) {
        List<TrainingResult> ascending = results.stream()
                .sorted(Comparator.comparingLong(TrainingResult::index))
                .toList();
        List<OfferOutcome.Part> parts = new ArrayList<>();
        if (!ascending.isEmpty()) {
            cut(ascending, bytes, (double) deviceMicros / results.size(), parts);
        }
        return parts;
    }

    /// Halves what is too large: sizes of trainings differ by their components, so they are not computed but tried.
    private static void cut(List<TrainingResult> results, int bytes, double microsEach, List<OfferOutcome.Part> parts) {
        byte[] payload = ResultPayload.encode(results);
        int count = results.size();
        if (payload.length <= bytes || count == 1) {
            IndexSet indices = IndexSet.ofAscending(results.stream().mapToLong(TrainingResult::index));
            parts.add(new OfferOutcome.Part(indices, Math.round(microsEach * count), payload));
            return;
        }
        cut(results.subList(0, count / 2), bytes, microsEach, parts);
        cut(results.subList(count / 2, count), bytes, microsEach, parts);
    }
}
