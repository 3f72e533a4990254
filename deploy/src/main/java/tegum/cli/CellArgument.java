package tegum.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;

/// The cell that a command works on, by its id or how that begins.
final class CellArgument {
    private static final int SHORTEST_PREFIX = 4;

    @Parameters(paramLabel = "CELL", description = "A cell's id, 32 hex digits, or how it begins, at least 4.")
    private String cell;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /// The full id.
    ///
    /// @throws UnavailableException if the store has no such cell, or several
    String find(QueryEngine engine) {
        if (!cell.matches("[0-9a-f]{" + SHORTEST_PREFIX + ",32}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s: CELL is 4 to 32 lower-case hex digits, not %s".formatted(spec.qualifiedName(), cell));
        }
        try (QueryResult result =
                engine.query("SELECT DISTINCT cell FROM cells WHERE cell LIKE '" + cell + "%' ORDER BY cell LIMIT 3")) {
            List<? extends List<? extends @Nullable Object>> found = result.all();
            if (found.isEmpty()) {
                throw new UnavailableException("the store has no result of a cell " + cell);
            }
            if (found.size() > 1) {
                throw new UnavailableException("more than one cell begins with " + cell + ": give more digits");
            }
            return String.valueOf(found.getFirst().getFirst());
        }
    }
}
