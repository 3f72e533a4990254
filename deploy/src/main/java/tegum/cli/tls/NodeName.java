package tegum.cli.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;

/// A node and the hosts at which others reach it.
///
/// @param name names its folder: lower-case letters, digits, dots and dashes, 63 at most
/// @param hosts DNS names or IP addresses; the name itself, unless others are given
public record NodeName(String name, List<String> hosts) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    public NodeName {
        hosts = List.copyOf(hosts);
    }

    /// Reads `name`, or `name=host,host`.
    ///
    /// @throws InvalidCertificateException if the name or a host is not one
    public static NodeName parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidCertificateException(
                    "node '%s': a node's name is 1 to 63 lower-case letters, digits, dots and dashes".formatted(name));
        }
        List<String> hosts = new ArrayList<>();
        for (String host : (equals < 0 ? name : text.substring(equals + 1)).split(",", -1)) {
            if (type(host) == NONE) {
                throw new InvalidCertificateException(
                        "node '%s': '%s' is neither the name of a host nor an IP address".formatted(name, host));
            }
            hosts.add(host);
        }
        return new NodeName(name, hosts);
    }

    /// The hosts as a certificate says them.
    List<GeneralName> generalNames() {
        return hosts.stream().map(host -> new GeneralName(type(host), host)).toList();
    }

    private static final int NONE = -1;

    private static int type(String host) {
        if (IPV4.matcher(host).matches() || host.contains(":")) {
            return org.bouncycastle.util.IPAddress.isValid(host) ? GeneralName.iPAddress : NONE;
        }
        return HOST.matcher(host).matches() ? GeneralName.dNSName : NONE;
    }
}
