package tegum.coordinator.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.control.ControlException;
import tegum.coordinator.control.ControlPlane;
import tegum.coordinator.dataset.InvalidQueryException;
import tegum.coordinator.ledger.StoreException;
import tegum.spec.InvalidSpecException;

/// The control API of one node over HTTP. Thread-safe.
public final class ApiServer implements AutoCloseable {
    /// Beginning of every path of the API.
    static final String BASE = "/api/v1";

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final Javalin javalin;
    private final List<Route> routes;
    private final ProgressStream progress;
    private final ScheduledExecutorService scheduler;

    private ApiServer(
            Javalin javalin, List<Route> routes, ProgressStream progress, ScheduledExecutorService scheduler) {
        this.javalin = javalin;
        this.routes = routes;
        this.progress = progress;
        this.scheduler = scheduler;
    }

    /// Starts it.
    ///
    /// @param store the store's folder, for queries
    /// @param meters what `/metrics` shows
    /// @throws ControlException if the address is taken, or TLS files are not usable
    public static ApiServer start(
            HttpSettings settings,
            ApiLimits limits,
            ControlPlane control,
            Path store,
            PrometheusMeterRegistry meters,
            Clock clock) {
        Answers answers = new Answers(limits.answer());
        ProgressStream progress = new ProgressStream(control, answers, limits.streams());
        TokenBook tokens = new TokenBook(control, System::nanoTime);
        Gate gate = new Gate(tokens, settings.isLoopback(), meters);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SweepRoutes(control, answers, progress, limits.bodyBytes()).routes());
        routes.addAll(new WorkerRoutes(control, answers).routes());
        routes.addAll(new QueryRoute(store, limits.queries(), limits.bodyBytes()).routes());
        routes.addAll(new TokenRoutes(control, answers, tokens, clock, limits.bodyBytes()).routes());
        routes.addAll(new NodeRoutes(control, answers, meters).routes());
        Javalin javalin = Javalin.create(config -> configure(config, settings, limits, gate, routes));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new ControlException(
                    ControlException.Kind.UNAVAILABLE,
                    "the API cannot listen on %s:%d: the address is taken, or not this machine's; set http.host and http.port"
                            .formatted(settings.host(), settings.port()));
        }
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("tegum-http-tokens").daemon().factory());
        tokens.keepFresh(scheduler);
        LOG.info(
                "event=http.started host={} port={} tls={}",
                settings.host(),
                javalin.port(),
                settings.tls().isPresent());
        return new ApiServer(javalin, List.copyOf(routes), progress, scheduler);
    }

    private static void configure(
            JavalinConfig config, HttpSettings settings, ApiLimits limits, Gate gate, List<Route> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
        config.routes.beforeMatched(gate::check);
        routes.forEach(
                route -> config.routes.addHttpHandler(route.method(), route.path(), route.handler(), route.access()));
        config.routes
                .exception(Exception.class, ApiServer::bug)
                .exception(ProblemException.class, (e, context) -> e.problem().answer(context))
                .exception(ControlException.class, (e, context) -> Problem.of(e).answer(context))
                .exception(
                        InvalidSpecException.class,
                        (e, context) -> Problem.of(e).answer(context))
                .exception(
                        InvalidQueryException.class,
                        (e, context) -> answer(context, HttpStatus.UNPROCESSABLE_CONTENT, e))
                .exception(StoreException.class, (e, context) -> answer(context, HttpStatus.SERVICE_UNAVAILABLE, e))
                .exception(
                        HttpResponseException.class,
                        (e, context) -> answer(context, HttpStatus.forStatus(e.getStatus()), e));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpSettings settings) {
        ServerConnector connector = settings.tls()
                .map(files -> secure(server, http, PemFiles.read(files)))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        return connector;
    }

    private static ServerConnector secure(Server server, HttpConfiguration http, KeyStore keys) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword("");
        tls.setIncludeProtocols("TLSv1.3");
        HttpConfiguration secure = new HttpConfiguration(http);
        // The name that a client asks for may be an address; the certificate is the client's to judge.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(secure));
    }

    private static void answer(Context context, HttpStatus status, Exception refused) {
        Problem.of(status, String.valueOf(refused.getMessage())).answer(context);
    }

    private static void bug(Exception failure, Context context) {
        LOG.error("event=http.bug route=\"{} {}\"", context.method(), context.path(), failure);
        Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "a bug; the coordinator's log says more")
                .answer(context);
    }

    /// What can be asked for.
    List<Route> routes() {
        return routes;
    }

    /// The port that it listens on.
    public int port() {
        return javalin.port();
    }

    /// Stops it; requests that run are cut off.
    @Override
    public void close() {
        progress.close();
        scheduler.shutdownNow();
        javalin.stop();
    }
}
