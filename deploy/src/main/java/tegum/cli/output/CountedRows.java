package tegum.cli.output;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts rows as they are read.
final class CountedRows implements Iterator<List<? extends @Nullable Object>> {
    private final Iterator<? extends List<? extends @Nullable Object>> rows;
    private long count;

    CountedRows(Iterator<? extends List<? extends @Nullable Object>> rows) {
        this.rows = rows;
    }

    long count() {
        return count;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public List<? extends @Nullable Object> next() {
        count++;
        return rows.next();
    }
}
