package tegum.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;
import tegum.coordinator.query.QueryEngine;
import tegum.coordinator.query.QueryResult;
import tegum.protocol.SweepVersion;
import tegum.spec.SweepSpec;
import tegum.spec.text.SpecReader;

/// The sweep that a command works on.
final class SweepArgument {
    @Parameters(paramLabel = "SWEEP", description = "Name of a sweep, for its latest version, or NAME@VERSION.")
    private String name;

    /// As it was written.
    String name() {
        return name;
    }

    /// A sweep version of the store.
    record Found(SweepVersion sweep, SweepSpec spec) {}

    /// @throws UnavailableException if the store has no such sweep; the message names those that it has
    Found find(QueryEngine engine) {
        return find(engine, name);
    }

    /// The sweep of a name.
    ///
    /// @throws UnavailableException if the store has no such sweep; the message names those that it has
    static Found find(QueryEngine engine, String name) {
        Submitted submitted = submitted(engine, name);
        return new Found(submitted.sweep, SpecReader.read(submitted.yaml));
    }

    /// A sweep's spec as it was submitted.
    ///
    /// @throws UnavailableException if the store has no such sweep; the message names those that it has
    static String spec(QueryEngine engine, String name) {
        return submitted(engine, name).yaml;
    }

    private record Submitted(SweepVersion sweep, String yaml) {}

    private static Submitted submitted(QueryEngine engine, String name) {
        List<? extends List<? extends @Nullable Object>> sweeps;
        try (QueryResult result = engine.query("SELECT sweep, version, spec FROM sweeps ORDER BY sweep, version")) {
            sweeps = result.all();
        }
        Submitted found = null;
        for (List<? extends @Nullable Object> row : sweeps) {
            SweepVersion version = new SweepVersion(text(row.get(0)), Integer.parseInt(text(row.get(1))));
            if (name.equals(version.name()) || name.equals(version.toString())) {
                found = new Submitted(version, text(row.get(2)));
            }
        }
        if (found == null) {
            String known = String.join(
                    ", ",
                    sweeps.stream().map(row -> text(row.get(0))).distinct().toList());
            throw new UnavailableException(
                    "the store has no sweep " + name + (known.isEmpty() ? "; it has none yet" : "; it has " + known));
        }
        return found;
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
