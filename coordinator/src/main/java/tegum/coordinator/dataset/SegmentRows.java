package tegum.coordinator.dataset;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Takes the rows of a segment, value by value in the order of the relation's stored columns.
///
/// A row is opened by its first value and closed by [#end].
public final class SegmentRows implements AutoCloseable {
    private final DuckDBAppender appender;
    private long count;
    private boolean open;

    SegmentRows(DuckDBAppender appender) {
        this.appender = appender;
    }

    public SegmentRows text(String value) {
        return put(() -> appender.append(value));
    }

    public SegmentRows number(int value) {
        return put(() -> appender.append(value));
    }

    public SegmentRows number(long value) {
        return put(() -> appender.append(value));
    }

    public SegmentRows number(float value) {
        return put(() -> appender.append(value));
    }

    public SegmentRows number(double value) {
        return put(() -> appender.append(value));
    }

    public SegmentRows flag(boolean value) {
        return put(() -> appender.append(value));
    }

    /// A number, or an absent value.
    public SegmentRows number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : absent(1);
    }

    public SegmentRows instant(Instant value) {
        return put(() -> appender.appendEpochMicros(value.toEpochMilli() * 1000));
    }

    public SegmentRows texts(List<String> values) {
        return put(() -> appender.append(values));
    }

    public SegmentRows numbers(int[] values) {
        return put(() -> appender.append(values));
    }

    public SegmentRows numbers(float[] values) {
        return put(() -> appender.append(values));
    }

    public SegmentRows numbers(double[] values) {
        return put(() -> appender.append(values));
    }

    /// An absent value, in `columns` columns.
    public SegmentRows absent(int columns) {
        for (int k = 0; k < columns; k++) {
            put(appender::appendNull);
        }
        return this;
    }

    /// Ends the row.
    public void end() {
        try {
            appender.endRow();
        } catch (SQLException e) {
            throw new FailedException(e);
        }
        open = false;
        count++;
    }

    long count() {
        return count;
    }

    private SegmentRows put(Append append) {
        try {
            if (!open) {
                appender.beginRow();
                open = true;
            }
            append.run();
            return this;
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }

    private interface Append {
        @Nullable Object run() throws SQLException;
    }

    /// Carries DuckDB's error out of the code that writes rows.
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException cause;

        FailedException(SQLException cause) {
            super(cause);
            this.cause = cause;
        }

        SQLException cause() {
            return cause;
        }
    }
}
