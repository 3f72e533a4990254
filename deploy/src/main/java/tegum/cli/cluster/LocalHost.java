package tegum.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/// Where this machine is, as others see it.
final class LocalHost {
    private LocalHost() {}

    /// Whether a name or address is one of this machine's.
    static boolean is(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    /// The address from which this machine reaches another one; nothing is sent.
    ///
    /// @throws InvalidNodeException if it reaches it from none
    static String towards(NodeAddress other) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(other.host()), other.port()));
            InetAddress local = socket.getLocalAddress();
            if (!local.isAnyLocalAddress()) {
                return local.getHostAddress();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidNodeException(
                    "%s of cluster.nodes is not reached from this machine: %s; cluster.host says from which address it is, if that is right"
                            .formatted(other, e.getMessage()));
        }
        throw new InvalidNodeException(
                "%s of cluster.nodes is reached from no address of this machine: name one as cluster.host"
                        .formatted(other));
    }
}
