package tegum.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Which build of the program this is; stored with every result.
final class Build implements IVersionProvider {

    /// The version, as `0.1.0`.
    static String version() {
        Properties properties = new Properties();
        try (InputStream stream = Build.class.getResourceAsStream("/tegum/build.properties")) {
            if (stream == null) {
                throw new IllegalStateException("the program's jar has no tegum/build.properties");
            }
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "tegum " + version(),
            "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
            System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
