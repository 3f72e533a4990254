package tegum.cli;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tegum.cli.output.Rows;
import tegum.coordinator.query.QueryColumn;
import tegum.coordinator.query.QueryResult;

/// An answer of the query engine as rows to print, read as they are printed.
final class Answer implements Iterator<List<@Nullable Object>> {
    private final QueryResult result;
    private Optional<List<@Nullable Object>> next;

    private Answer(QueryResult result) {
        this.result = result;
        this.next = result.next();
    }

    static Rows rows(QueryResult result) {
        return new Rows(result.columns().stream().map(QueryColumn::name).toList(), new Answer(result));
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public List<@Nullable Object> next() {
        List<@Nullable Object> row = next.orElseThrow(NoSuchElementException::new);
        next = result.next();
        return row;
    }
}
