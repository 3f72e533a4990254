package tegum.cli;

import java.io.Console;
import java.util.Optional;

/// Whether a person watches.
final class Terminal {
    private Terminal() {}

    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
