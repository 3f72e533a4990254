package tegum.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import tegum.cli.output.RowPrinter;
import tegum.coordinator.collect.StoredResults;
import tegum.coordinator.collect.StoredSweep;
import tegum.coordinator.control.Act;
import tegum.coordinator.control.SweepChange;
import tegum.coordinator.control.SweepChanges;

/// What somebody wants of a store that no coordinator has open.
final class StoreAct {
    private StoreAct() {}

    static StoredResults open(StoreOption store, CommandSpec command) {
        return StoredResults.openExisting(store.folder(), store.ledger(command), Clock.systemUTC());
    }

    /// The user of this machine.
    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    /// Changes a sweep and says what has become of it.
    static void change(
            CommandSpec command, StoreOption store, String sweep, SweepChange change, Act act, boolean json) {
        PrintWriter out = command.commandLine().getOut();
        StoredSweep changed;
        try (StoredResults results = open(store, command)) {
            StoredSweep found = SweepChanges.find(results, sweep);
            SweepChanges.apply(results, found, change, act);
            changed = SweepChanges.find(results, found.sweep().toString());
        }
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("sweep", changed.sweep().name());
            fields.put("version", changed.sweep().version());
            fields.put("state", changed.state().text());
            fields.put("planned", changed.counts().planned());
            fields.put("done", changed.counts().done());
            RowPrinter.printJson(fields, out);
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s is %s: %,d of %,d trainings done%n",
                changed.sweep(),
                changed.state().text(),
                changed.counts().done(),
                changed.counts().planned());
        out.flush();
    }
}
