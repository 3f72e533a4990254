package tegum.cli.config;

import java.util.List;

/// Settings that cannot be used; the message has one line for each.
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
