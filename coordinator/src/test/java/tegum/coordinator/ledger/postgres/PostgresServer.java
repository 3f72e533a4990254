package tegum.coordinator.ledger.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// A PostgreSQL server of one's own, with a password, on a port of this machine. It can be stopped, killed and started
/// again.
///
/// PostgreSQL refuses to run as root: there its programs run as user `nobody`.
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "tegum";
    public static final String PASSWORD = "s3cret word";

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String NOBODY = "nobody";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static @Nullable Path programs;

    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process process;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// Makes a server with no database but its own, and starts it.
    public static PostgresServer start() {
        try {
            Path folder = temporary("tegum-postgres-data");
            PostgresServer server = new PostgresServer(folder, freePort());
            server.make();
            server.run();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() throws IOException {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, PASSWORD + "\n");
        own(secret);
        own(folder);
        await(
                program("initdb", "-D", data(), "-U", USER, "--pwfile=" + secret, "--auth=scram-sha-256", "--no-sync")
                        .command(),
                "initdb");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /// Starts it again, on the same port with the same data.
    public void run() {
        try {
            process = program("postgres", "-D", data(), "-p", Integer.toString(port), "-k", "", "-h", "127.0.0.1")
                    .start();
            long began = System.nanoTime();
            while (!answers()) {
                if (System.nanoTime() - began > LONGEST_START.toNanos() || !process.isAlive()) {
                    throw new IllegalStateException("PostgreSQL did not start:\n" + log());
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /// Stops it as an administrator would: sessions are ended.
    public void stop() {
        end("-INT");
    }

    /// Stops it as a crash would.
    public void kill() {
        end("-KILL");
    }

    private void end(String signal) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        try {
            List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
            await(List.of("kill", signal, Long.toString(running.pid())), "kill");
            running.waitFor();
            for (ProcessHandle child : all) {
                child.onExit().get(30, TimeUnit.SECONDS); // a new server refuses to start beside them
            }
        } catch (Exception e) {
            throw new IllegalStateException("PostgreSQL did not end", e);
        }
    }

    /// Makes an empty database.
    ///
    /// @param options as in `ENCODING 'LATIN1'`
    /// @return its name
    public String database(String options) {
        String name = "test" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE %s TEMPLATE template0 %s".formatted(name, options));
        return name;
    }

    /// Runs a statement.
    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// A connection of its user.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), USER, PASSWORD);
    }

    public int port() {
        return port;
    }

    /// The ledger of a database.
    public PostgresSource source(String database) {
        return source(database, port, Duration.ofSeconds(20));
    }

    /// The same through another port, for tests that stand between.
    public PostgresSource source(String database, int through, Duration patience) {
        return new PostgresSource(
                PostgresAddress.parse("postgresql://127.0.0.1:%d/%s".formatted(through, database), Optional.of(USER)),
                Optional.of(PASSWORD),
                patience);
    }

    /// What it has said.
    public String log() {
        try {
            return Files.readString(log("postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log(String program) {
        return folder.resolveSibling(folder.getFileName() + "-" + program + ".log");
    }

    private ProcessBuilder program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups", "--"));
        }
        command.add(programs().resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
    }

    private void await(List<String> command, String what) throws IOException {
        try {
            Path log = log(what);
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("%s ended with %d:%n%s".formatted(what, code, Files.readString(log)));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized Path programs() throws IOException {
        Path unpacked = programs;
        if (unpacked == null) {
            unpacked = temporary("tegum-postgres");
            unpack(unpacked);
            programs = unpacked;
            Path made = unpacked;
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> remove(made)));
        }
        return unpacked;
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream in = PostgresServer.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new IllegalStateException("there is no PostgreSQL for this kind of machine");
            }
            TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /// A folder that user `nobody` can enter.
    private static Path temporary(String prefix) throws IOException {
        Path folder = Files.createTempDirectory(prefix);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void own(Path path) throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            end("-QUIT");
        }
        if (Files.exists(folder)) {
            remove(folder);
        }
        for (String program : List.of("initdb", "postgres", "kill")) {
            try {
                Files.deleteIfExists(log(program));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
