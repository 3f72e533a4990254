package tegum.cli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import akka.actor.ActorSystem;
import akka.event.DefaultLoggingFilter;
import akka.event.MarkerLoggingAdapter;
import akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Goal: nodes of one authority know each other, and nobody else.
class CertificateFolderTest {
    private static final Duration YEAR = Duration.ofDays(365);

    private static ActorSystem system;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("certificates", ConfigFactory.parseString("akka.loglevel = OFF"));
    }

    @AfterAll
    static void stop() {
        system.terminate();
    }

    @Test
    void nodesOfOneAuthorityShakeHands() throws IOException {
        CertificateFolder lab = CertificateFolder.create(folder.resolve("lab"), Clock.systemUTC());
        Path head = lab.issue(NodeName.parse("head=head.lab.org,10.0.0.1"), YEAR, false);
        Path worker = lab.issue(NodeName.parse("gpu-1"), YEAR, false);

        assertThat(handshake(engines(head), engines(worker))).isEqualTo("TLSv1.3");
    }

    @Test
    void aForeignNodeIsRefused() throws IOException {
        Path ours = CertificateFolder.create(folder.resolve("ours"), Clock.systemUTC())
                .issue(NodeName.parse("head"), YEAR, false);
        Path theirs = CertificateFolder.create(folder.resolve("theirs"), Clock.systemUTC())
                .issue(NodeName.parse("head"), YEAR, false);

        assertThatThrownBy(() -> handshake(engines(ours), engines(theirs))).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> handshake(engines(theirs), engines(ours))).isInstanceOf(SSLException.class);
    }

    @Test
    void anEndedCertificateIsRefused() throws IOException {
        Clock longAgo = Clock.fixed(Instant.now().minus(Duration.ofDays(30)), ZoneOffset.UTC);
        Path head = CertificateFolder.create(folder, longAgo).issue(NodeName.parse("head"), YEAR, false);
        CertificateFolder now = CertificateFolder.open(folder, Clock.systemUTC());
        Path ended = CertificateFolder.open(folder, longAgo).issue(NodeName.parse("old"), Duration.ofDays(2), false);

        assertThatThrownBy(() -> handshake(engines(head), engines(ended))).isInstanceOf(SSLException.class);
        assertThat(now.issued())
                .extracting(CertificateFolder.Issued::node, CertificateFolder.Issued::trusted)
                .containsExactly(tuple("ca", true), tuple("head", true), tuple("old", false));
    }

    @Test
    void keysAreTheirOwnersAlone() throws IOException {
        CertificateFolder.create(folder.resolve("lab"), Clock.systemUTC()).issue(NodeName.parse("head"), YEAR, false);

        try (Stream<Path> files = Files.walk(folder.resolve("lab"))) {
            List<Path> keys =
                    files.filter(file -> file.toString().endsWith(".key")).toList();
            assertThat(keys)
                    .hasSize(2)
                    .allSatisfy(key -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void nothingIsReplacedUnasked() {
        CertificateFolder lab = CertificateFolder.create(folder, Clock.systemUTC());
        NodeName head = NodeName.parse("head=head,::1");
        lab.issue(head, YEAR, false);

        assertThatThrownBy(() -> CertificateFolder.create(folder, Clock.systemUTC()))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining("has an authority already");
        assertThatThrownBy(() -> lab.issue(head, YEAR, false))
                .isInstanceOf(InvalidCertificateException.class)
                .hasMessageContaining("'head' has a certificate already");
        assertThat(lab.issue(head, YEAR, true)).isDirectory();
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> NodeName.parse("../head")).hasMessageContaining("'../head'");
        assertThatThrownBy(() -> NodeName.parse("head=300.1.1.1")).hasMessageContaining("'300.1.1.1'");
        assertThatThrownBy(() -> NodeName.parse("head=a,,b")).hasMessageContaining("''");
    }

    private static RotatingKeysSSLEngineProvider engines(Path node) {
        Config config = ConfigFactory.parseString("""
                key-file = "%1$s/node.key"
                cert-file = "%1$s/node.pem"
                ca-cert-file = "%1$s/ca.pem"
                protocol = TLSv1.3
                enabled-algorithms = [TLS_AES_256_GCM_SHA384]
                """.formatted(node))
                .withFallback(ConfigFactory.load().getConfig("akka.remote.artery.ssl.rotating-keys-engine"));
        MarkerLoggingAdapter log = new MarkerLoggingAdapter(
                system.eventStream(),
                "certificates",
                ActorSystem.class,
                new DefaultLoggingFilter(system.settings(), system.eventStream()));
        return new RotatingKeysSSLEngineProvider(config, log);
    }

    /// Lets the two ends talk until both are done.
    ///
    /// @return the protocol they agreed upon
    private static String handshake(RotatingKeysSSLEngineProvider server, RotatingKeysSSLEngineProvider client)
            throws SSLException {
        SSLEngine at = server.createServerSSLEngine("localhost", 1);
        SSLEngine from = client.createClientSSLEngine("localhost", 1);
        at.setNeedClientAuth(true);
        at.beginHandshake();
        from.beginHandshake();
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        for (int turn = 0; turn < 100 && (shaking(at) || shaking(from)); turn++) {
            step(from, toClient, toServer);
            step(at, toServer, toClient);
        }
        assertThat(server.verifyServerSession("localhost", at.getSession()).isEmpty())
                .isTrue();
        assertThat(client.verifyClientSession("localhost", from.getSession()).isEmpty())
                .isTrue();
        return at.getSession().getProtocol();
    }

    private static boolean shaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        ByteBuffer read = ByteBuffer.allocate(1 << 16);
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
        SSLEngineResult wrapped = engine.wrap(nothing, out);
        while (wrapped.bytesProduced() > 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrapped = engine.wrap(nothing, out);
        }
        in.flip();
        SSLEngineResult unwrapped = engine.unwrap(in, read);
        while (unwrapped.bytesConsumed() > 0 && in.hasRemaining()) {
            task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
            unwrapped = engine.unwrap(in, read);
        }
        in.compact();
    }
}
