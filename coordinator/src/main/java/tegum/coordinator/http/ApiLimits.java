package tegum.coordinator.http;

import java.time.Duration;
import tegum.coordinator.dataset.ReadLimits;

/// Bounds on what those who ask may use.
///
/// @param bodyBytes of a body that is JSON
/// @param connections open at once
/// @param streams progress streams open at once
/// @param answer wait for an answer of the coordinator
/// @param queries bounds on queries
public record ApiLimits(int bodyBytes, int connections, int streams, Duration answer, QueryLimits queries) {

    /// Bounds on queries.
    ///
    /// @param atOnce queries that run at once; more are refused
    /// @param rows of an answer; it says when there were more
    /// @param answerBytes of an answer as JSON; it says when there was more
    /// @param each bounds on one
    public record QueryLimits(int atOnce, int rows, int answerBytes, ReadLimits each) {}

    /// What a coordinator has room for beside its work.
    public static ApiLimits standard() {
        return new ApiLimits(
                64 << 10,
                512,
                128,
                Duration.ofSeconds(30),
                new QueryLimits(2, 100_000, 16 << 20, new ReadLimits(512 << 20, 1, Duration.ofSeconds(30))));
    }
}
