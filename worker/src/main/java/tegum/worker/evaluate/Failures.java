package tegum.worker.evaluate;

import tegum.plan.IndexRange;
import tegum.plan.IndexSet;
import tegum.protocol.FailureKind;

/// What an exception in a training means for those who must act.
final class Failures {
    /// Longest text that is reported.
    private static final int MOST_CHARACTERS = 500;

    private Failures() {}

    static OfferOutcome.GivenUp of(Throwable failure, long index) {
        return of(failure, IndexSet.of(new IndexRange(index, index + 1)));
    }

    static OfferOutcome.GivenUp of(Throwable failure, IndexSet indices) {
        return new OfferOutcome.GivenUp(indices, kind(failure), text(failure));
    }

    private static FailureKind kind(Throwable failure) {
        return switch (failure) {
            case OutOfMemoryError _ -> FailureKind.CAPACITY;
            case IllegalArgumentException _, IllegalStateException _, IndexOutOfBoundsException _ -> FailureKind.BUG;
            case NullPointerException _, ArithmeticException _, ClassCastException _ -> FailureKind.BUG;
            default -> FailureKind.WORKER;
        };
    }

    private static String text(Throwable failure) {
        String text = failure.toString();
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
