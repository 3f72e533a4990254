package tegum.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tegum.coordinator.ledger.LedgerSource;

/// Where the results are.
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "Folder of the results store; also TEGUM_STORE and store.folder of tegum.yaml. Default: ./tegum-results")
    private Path folder;

    /// An empty name counts as none: the store must not spill into the current folder.
    Path folder() {
        return folder.toString().isEmpty() ? Path.of("tegum-results") : folder;
    }

    /// Where the store's ledger is, as file and environment say.
    LedgerSource ledger(CommandSpec ofCommand) {
        return LedgerSettings.source(Main.settings(ofCommand));
    }
}
