package tegum.coordinator.ledger.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Speaks as much of PostgreSQL's protocol as a driver needs to learn the version of a server.
final class OldServer implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;

    private final ServerSocket listening;
    private final String version;

    private OldServer(ServerSocket listening, String version) {
        this.listening = listening;
        this.version = version;
    }

    static OldServer start(String version) throws IOException {
        OldServer server = new OldServer(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), version);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                answer(new DataInputStream(client.getInputStream()), new DataOutputStream(client.getOutputStream()));
            } catch (IOException e) {
                // The driver has gone, or the test is over.
            }
        }
    }

    private void answer(DataInputStream in, DataOutputStream out) throws IOException {
        while (startup(in)) {
            out.write('N'); // no encryption
        }
        message(out, 'R', new byte[4]);
        message(out, 'S', text("server_version", version));
        message(out, 'S', text("client_encoding", "UTF8"));
        message(out, 'S', text("DateStyle", "ISO, MDY"));
        message(out, 'S', text("integer_datetimes", "on"));
        message(out, 'S', text("standard_conforming_strings", "on"));
        message(out, 'K', new byte[8]);
        message(out, 'Z', new byte[] {'I'});
        boolean asksMode = false;
        while (true) {
            int type = in.readUnsignedByte();
            String body = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
            switch (type) {
                case 'P' -> {
                    asksMode = body.contains("read_only");
                    message(out, '1', new byte[0]);
                }
                case 'Q' -> {
                    asksMode = body.contains("read_only");
                    if (asksMode) {
                        message(out, 'T', oneTextColumn());
                        message(out, 'D', new byte[] {0, 1, 0, 0, 0, 3, 'o', 'f', 'f'});
                    }
                    message(out, 'C', text("SET"));
                    message(out, 'Z', new byte[] {'I'});
                }
                case 'B' -> message(out, '2', new byte[0]);
                case 'D' -> {
                    if (asksMode) {
                        message(out, 'T', oneTextColumn());
                    } else {
                        message(out, 'n', new byte[0]);
                    }
                }
                case 'E' -> {
                    if (asksMode) {
                        message(out, 'D', new byte[] {0, 1, 0, 0, 0, 3, 'o', 'f', 'f'});
                    }
                    message(out, 'C', text("SET"));
                }
                case 'S' -> message(out, 'Z', new byte[] {'I'});
                case 'X' -> {
                    return;
                }
                default -> throw new IllegalStateException("unexpected message " + (char) type + body);
            }
        }
    }

    /// @return whether the driver asked for encryption, and will begin anew
    private static boolean startup(DataInputStream in) throws IOException {
        int length = in.readInt();
        int code = in.readInt();
        in.readNBytes(length - 8);
        return code == SSL_REQUEST;
    }

    private static byte[] oneTextColumn() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(1);
        out.write(text("mode"));
        out.writeInt(0);
        out.writeShort(0);
        out.writeInt(25);
        out.writeShort(-1);
        out.writeInt(-1);
        out.writeShort(0);
        return bytes.toByteArray();
    }

    private static byte[] text(String... words) {
        return (String.join("\0", words) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static void message(DataOutputStream out, int type, byte[] body) throws IOException {
        out.write(type);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
