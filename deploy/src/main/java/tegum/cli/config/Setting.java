package tegum.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that can be set. A key is dotted kebab, its variable `TEGUM_` and the key in upper snake.
@SuppressWarnings("ImmutableEnumChecker") // Every kind is a record of texts and numbers.
public enum Setting {
    /// Where the results are.
    STORE_FOLDER("store.folder", "--store", new Kind.Folder(), "tegum-results", "folder of the results store"),
    /// Time between two commits.
    STORE_COMMIT_INTERVAL(
            "store.commit-interval",
            "",
            new Kind.Interval("50ms", "1m"),
            "1s",
            "time between two commits of results: what a kill may lose"),
    /// Where the ledger is.
    LEDGER_URL(
            "ledger.url",
            "",
            new Kind.Database(),
            "",
            "PostgreSQL database that keeps the ledger; empty: a file in the store's folder"),
    /// Who speaks to the database.
    LEDGER_USER("ledger.user", "", new Kind.Text("\\S*", "a name without spaces"), "", "user of that database"),
    /// Where the secret is.
    LEDGER_PASSWORD_FILE(
            "ledger.password-file",
            "",
            new Kind.Text(".*", "a file"),
            "",
            "file with that user's password; also the variable TEGUM_LEDGER_PASSWORD"),
    /// Time for which a database may be away.
    LEDGER_PATIENCE(
            "ledger.patience",
            "",
            new Kind.Interval("3s", "1h"),
            "1m",
            "time for which a database that is lost is waited for"),
    /// Time an offer is to take.
    OFFER_TARGET("offer.target", "", new Kind.Interval("50ms", "1h"), "1s", "time an offer is to take"),
    /// Time without progress after which a lease is lost.
    LEASE_TTL(
            "lease.ttl",
            "",
            new Kind.Interval("10s", "24h"),
            "1m",
            "time without progress after which work is given again"),
    /// Processors to use.
    WORKER_CORES("worker.cores", "--cores", new Kind.Whole(0, 4096), "0", "processors that train; 0: all there are"),
    /// Devices to use.
    WORKER_DEVICES(
            "worker.devices",
            "",
            new Kind.Text("all|[a-z]+[0-9]*(,[a-z]+[0-9]*)*", "all, or names as tegum devices shows them, with commas"),
            "all",
            "devices that train"),
    /// Name of a worker.
    WORKER_NAME(
            "worker.name",
            "--name",
            new Kind.Text("|\\S{1,200}", "1 to 200 characters without spaces"),
            "",
            "name of a worker of a cluster; otherwise made from host and process"),
    /// Time a drained worker has.
    WORKER_DRAIN(
            "worker.drain",
            "",
            new Kind.Interval("1s", "48h"),
            "15m",
            "time in which a worker that is asked to leave may finish what runs"),
    /// Time without work after which a worker leaves.
    WORKER_IDLE_TIMEOUT(
            "worker.idle-timeout",
            "--idle-timeout",
            new Kind.IntervalOrNever("1s", "8760h"),
            "never",
            "time without work after which a worker of a cluster leaves"),
    /// When the machine is taken away.
    END_TIME(
            "end.time",
            "",
            new Kind.Moment(),
            "",
            "when a worker's machine is taken away; otherwise SLURM_JOB_END_TIME"),
    /// Coordinators of the cluster.
    CLUSTER_NODES(
            "cluster.nodes",
            "--nodes",
            new Kind.Text("\\S+", "HOST:PORT, or three of them separated by commas"),
            "127.0.0.1:25520",
            "the coordinators of the cluster: one or three"),
    /// This node's host.
    CLUSTER_HOST(
            "cluster.host",
            "--host",
            new Kind.Text("\\S*", "a name or an address of this machine"),
            "",
            "where other nodes reach this one; otherwise the address from which it reaches the coordinator"),
    /// This node's port.
    CLUSTER_PORT(
            "cluster.port",
            "--port",
            new Kind.Whole(0, 65_535),
            "0",
            "port of this node; 0: a coordinator's of cluster.nodes, a worker's any free one"),
    /// How nodes speak.
    CLUSTER_TRANSPORT(
            "cluster.transport",
            "",
            new Kind.Text("auto|tcp|tls", "auto, tcp or tls"),
            "auto",
            "how nodes speak; auto: tls where there is a certificate, tcp inside one machine, else refused"),
    /// This node's certificate.
    CLUSTER_TLS_FOLDER(
            "cluster.tls.folder",
            "",
            new Kind.Text("\\S*", "a folder"),
            "",
            "folder with ca.pem, node.pem and node.key of this node"),
    /// Whom commands ask.
    COORDINATOR(
            "coordinator",
            "--coordinator",
            new Kind.Text(
                    "(https?://[^,/\\s]+(,https?://[^,/\\s]+)*)?",
                    "http://HOST:PORT or https://HOST:PORT, of several nodes with commas between, or nothing"),
            "",
            "coordinator that commands ask; nothing: they work on the store"),
    /// Where the secret is that commands show it.
    TOKEN_FILE(
            "token-file",
            "--token-file",
            new Kind.Text(".*", "a file"),
            "",
            "file with the token for the coordinator; also the variable TEGUM_TOKEN"),
    /// Interface of the API.
    HTTP_HOST(
            "http.host",
            "",
            new Kind.Text("\\S+", "an address or a name of this machine"),
            "127.0.0.1",
            "address on which a coordinator's API listens"),
    /// Port of the API.
    HTTP_PORT("http.port", "", new Kind.Whole(0, 65_535), "7480", "port of a coordinator's API; 0: any that is free"),
    /// Certificate of the API.
    HTTP_TLS_CERTIFICATE(
            "http.tls.certificate",
            "",
            new Kind.Text(".*", "a file"),
            "",
            "certificate of the API, PEM; nothing: plain HTTP"),
    /// Its key.
    HTTP_TLS_KEY("http.tls.key", "", new Kind.Text(".*", "a file"), "", "key of that certificate, PEM, PKCS #8"),
    /// Whether plain HTTP may leave the machine.
    HTTP_PLAIN_ANYWHERE(
            "http.plain-anywhere",
            "",
            new Kind.Text("true|false", "true or false"),
            "false",
            "whether plain HTTP may be spoken beyond this machine"),
    /// How the log is written.
    LOG_FORMAT("log.format", "", new Kind.Text("text|json", "text or json"), "text", "form of the log's lines");

    /// Beginning of every variable.
    public static final String PREFIX = "TEGUM_";

    private final String key;
    private final String flag;
    private final Kind kind;
    private final String byDefault;
    private final String description;

    Setting(String key, String flag, Kind kind, String byDefault, String description) {
        this.key = key;
        this.flag = flag;
        this.kind = kind;
        this.byDefault = byDefault;
        this.description = description;
    }

    /// The setting with a key.
    public static Optional<Setting> named(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    /// The setting with a flag of its own.
    public static Optional<Setting> ofFlag(String flag) {
        return Arrays.stream(values())
                .filter(setting -> !setting.flag.isEmpty() && setting.flag.equals(flag))
                .findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }

    public String key() {
        return key;
    }

    /// Its own flag; empty if it has none and is set with `--set`.
    public String flag() {
        return flag;
    }

    /// Its environment variable.
    public String variable() {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Kind kind() {
        return kind;
    }

    String byDefault() {
        return byDefault;
    }

    public String description() {
        return description;
    }
}
