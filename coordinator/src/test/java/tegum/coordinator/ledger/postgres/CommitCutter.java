package tegum.coordinator.ledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a ledger and its server, and cuts their connection at a commit: before the server hears of it, or
/// after
/// it has answered, so that the answer is lost.
final class CommitCutter implements AutoCloseable {
    private static final String COMMIT = "COMMIT";

    /// What happens to the next commit.
    enum Cut {
        NONE,
        BEFORE,
        AFTER
    }

    private final ServerSocket listening;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Cut next = Cut.NONE;
    private volatile boolean answerIsLost;
    private volatile boolean refusing;

    private CommitCutter(ServerSocket listening, int server) {
        this.listening = listening;
        this.server = server;
    }

    static CommitCutter before(int server) throws IOException {
        CommitCutter cutter = new CommitCutter(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        Thread.ofVirtual().start(cutter::accept);
        return cutter;
    }

    int port() {
        return listening.getLocalPort();
    }

    void cut(Cut cut) {
        next = cut;
    }

    /// Whether new connections are cut at once, as by a network that is down.
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                relay(client);
            }
        } catch (IOException e) {
            close(); // so that nobody waits for an answer
        }
    }

    private void relay(Socket client) throws IOException {
        try {
            Socket toServer = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(client);
            open.add(toServer);
            Thread.ofVirtual().start(() -> pump(client, toServer, true));
            Thread.ofVirtual().start(() -> pump(toServer, client, false));
        } catch (ConnectException e) {
            client.close();
        }
    }

    private void pump(Socket from, Socket to, boolean isRequest) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (isRequest && new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(COMMIT)) {
                    Cut cut = next;
                    next = Cut.NONE;
                    if (cut == Cut.BEFORE) {
                        return;
                    }
                    answerIsLost = cut == Cut.AFTER;
                } else if (!isRequest && answerIsLost) {
                    answerIsLost = false;
                    return;
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // One side has gone: both are closed.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
