package tegum.coordinator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import tegum.coordinator.control.ControlException;

/// Where the API listens.
///
/// @param host address or name of the interface; `0.0.0.0` for all
/// @param port 0 for a free one
/// @param tls files for HTTPS; without them it is plain HTTP
/// @param plainAnywhere whether plain HTTP may leave the loopback interface
public record HttpSettings(String host, int port, Optional<TlsFiles> tls, boolean plainAnywhere) {

    /// A server's certificate and its key.
    ///
    /// @param certificate PEM: its certificate first, then those that vouch for it
    /// @param key PEM, PKCS #8, not encrypted
    public record TlsFiles(Path certificate, Path key) {}

    /// @throws ControlException if the host is unknown, or secrets would cross a network in plain text
    public HttpSettings {
        if (tls.isEmpty() && !plainAnywhere && !isLoopback(host)) {
            throw new ControlException(
                    ControlException.Kind.INVALID,
                    "http.host is %s, which other machines reach, and http.tls.certificate and http.tls.key are not set: tokens would be sent in plain text; set them, or http.plain-anywhere to true if the network is trusted"
                            .formatted(host));
        }
    }

    /// Whether it listens on the loopback interface alone.
    boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ControlException(
                    ControlException.Kind.INVALID, "http.host is %s, and there is no such host".formatted(host));
        }
    }
}
