package tegum.worker.evaluate;

import java.util.List;
import tegum.plan.IndexSet;
import tegum.protocol.FailureKind;

/// What came of an offer. Each of its trainings is in exactly one of the three.
///
/// @param parts results, encoded
/// @param givenUp what failed
/// @param untrained what was not trained to its end because the offer was cancelled
/// @param deviceMicros time for which the device was busy with the offer
/// @param evaluationMicros processor time of the engine's threads in which trainings were evaluated and measured, all
/// threads
/// together; a part of what the device was busy with
public record OfferOutcome(
        List<Part> parts, List<GivenUp> givenUp, IndexSet untrained, long deviceMicros, long evaluationMicros) {
    public OfferOutcome {
        parts = List.copyOf(parts);
        givenUp = List.copyOf(givenUp);
    }

    /// Trainings with a result.
    public long trainings() {
        return parts.stream().mapToLong(part -> part.indices().count()).sum();
    }

    /// Results that travel together.
    ///
    /// @param deviceMicros the part's share of the device's time
    /// @param payload encoded by [tegum.protocol.wire.ResultPayload]
    public record Part(IndexSet indices, long deviceMicros, byte[] payload) {}

    /// Trainings that failed together.
    ///
    /// @param text what went wrong, for people
    public record GivenUp(IndexSet indices, FailureKind kind, String text) {}
}
