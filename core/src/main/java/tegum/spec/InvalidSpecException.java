package tegum.spec;

import java.util.List;
import java.util.stream.Collectors;

/// A spec that cannot be run as it is written; its author must act.
///
/// The message has one line for each problem.
public final class InvalidSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /// @param problems at least one, in the order of their lines
    public InvalidSpecException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /// Requires that a field of a spec holds what is permitted.
    ///
    /// @throws InvalidSpecException naming the field, its value and the permitted range, unless `permitted`
    public static void check(boolean permitted, String field, Object value, String permittedRange) {
        if (!permitted) {
            throw new InvalidSpecException(List.of(new Problem(0, field, value.toString(), permittedRange)));
        }
    }
}
