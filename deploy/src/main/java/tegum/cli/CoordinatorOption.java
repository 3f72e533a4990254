package tegum.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tegum.cli.config.InvalidSettingsException;
import tegum.cli.config.Setting;
import tegum.cli.remote.CoordinatorClient;

/// The coordinator that a command asks, if it asks one.
final class CoordinatorOption {
    private static final String FLAG = "--coordinator";
    private static final String STORE = "--store";
    private static final String TOKEN = "TEGUM_TOKEN";

    @Option(
            names = FLAG,
            paramLabel = "URL",
            description =
                    "Coordinator to ask, http://HOST:PORT; of several nodes with commas between. Also TEGUM_COORDINATOR.")
    private String coordinator;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token to show it; also TEGUM_TOKEN, the token itself.")
    private String tokenFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    /// Whether the command asks a coordinator; else it works on a store of this machine. What is on the command line
    /// goes before what is set elsewhere.
    boolean isNamed() {
        boolean store = given(STORE);
        if (store && given(FLAG)) {
            throw refused("either --coordinator or --store");
        }
        return given(FLAG) || (!store && !coordinator.isEmpty());
    }

    private boolean given(String flag) {
        return mixee.commandLine().getParseResult().hasMatchedOption(flag);
    }

    /// Connects to the coordinator.
    ///
    /// @param otherwise what there is to do without one, one clause
    /// @throws UnavailableException if none is named, or the token cannot be read
    CoordinatorClient require(String otherwise) {
        if (!isNamed()) {
            throw new UnavailableException(
                    "%s asks a coordinator, and none is named: --coordinator URL or TEGUM_COORDINATOR; %s"
                            .formatted(mixee.qualifiedName(), otherwise));
        }
        try {
            Main.settings(mixee).with(Map.of(Setting.COORDINATOR.key(), coordinator));
        } catch (InvalidSettingsException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        List<URI> nodes = Stream.of(coordinator.split(",", -1)).map(URI::create).toList();
        return new CoordinatorClient(nodes, token());
    }

    private Optional<String> token() {
        if (!tokenFile.isEmpty()) {
            try {
                return Optional.of(Files.readString(Path.of(tokenFile)).strip());
            } catch (IOException e) {
                throw new UnavailableException("the token file %s cannot be read".formatted(tokenFile));
            }
        }
        return Optional.ofNullable(System.getenv(TOKEN)).filter(token -> !token.isEmpty());
    }

    private ParameterException refused(String message) {
        return new ParameterException(mixee.commandLine(), "%s: %s".formatted(mixee.qualifiedName(), message));
    }
}
