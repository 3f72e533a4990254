package tegum.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tegum.coordinator.ledger.Role;
import tegum.coordinator.ledger.TokenRecord;

/// Lets a request in or turns it away, by its token and the route's [Access].
///
/// While there is no token at all and the server listens on the loopback interface alone, whoever reaches it is its
/// operator. A page in a browser reaches it too: so what names another origin, or another host, is turned away.
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String SCHEME = "Bearer ";
    private static final Caller LOCAL = new Caller("local", Role.OPERATOR);
    private static final int LONGEST_LOGGED = 200;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final TokenBook tokens;
    private final boolean isLoopback;
    private final Counter unauthenticated;
    private final Counter forbidden;

    /// @param isLoopback whether the server listens on the loopback interface alone
    Gate(TokenBook tokens, boolean isLoopback, MeterRegistry meters) {
        this.tokens = tokens;
        this.isLoopback = isLoopback;
        this.unauthenticated = refused(meters, "unauthenticated");
        this.forbidden = refused(meters, "forbidden");
    }

    private static Counter refused(MeterRegistry meters, String reason) {
        return Counter.builder("tegum.http.refused")
                .description("Requests that were turned away for who sent them")
                .baseUnit("requests")
                .tag("reason", reason)
                .register(meters);
    }

    /// @throws ProblemException if the request is turned away
    void check(Context context) {
        // A route without one does not exist; if it did, it would be an operator's.
        Access access = context.routeRoles().stream()
                .flatMap(role -> role instanceof Access known ? Stream.of(known) : Stream.<Access>empty())
                .findFirst()
                .orElse(Access.OPERATOR);
        if (access == Access.ANYONE) {
            return;
        }
        sameOrigin(context);
        Caller caller = caller(context);
        if (!access.permits(caller.role())) {
            throw turnedAway(
                    context,
                    HttpStatus.FORBIDDEN,
                    "%s has the role %s, and this needs %s"
                            .formatted(caller.name(), caller.role().text(), access.text()),
                    caller.name());
        }
        caller.remember(context);
    }

    private void sameOrigin(Context context) {
        String origin = context.header(Header.ORIGIN);
        if (origin != null && !isSame(origin, context)) {
            throw turnedAway(context, HttpStatus.FORBIDDEN, "requests from pages of other origins are refused", "");
        }
    }

    private static boolean isSame(String origin, Context context) {
        String host = context.header(Header.HOST);
        return host != null && origin.equalsIgnoreCase(context.scheme() + "://" + host);
    }

    private Caller caller(Context context) {
        List<TokenRecord> known = tokens.tokens()
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "this coordinator does not hold the store: it is starting, or another one has it"));
        String header = context.header(Header.AUTHORIZATION);
        if (header == null) {
            if (known.isEmpty() && isLoopback && isLoopbackName(context.header(Header.HOST))) {
                return LOCAL;
            }
            throw turnedAway(
                    context,
                    HttpStatus.UNAUTHORIZED,
                    known.isEmpty()
                            ? "there is no token yet: make one with tegum token create on the coordinator's store"
                            : "send a token: Authorization: Bearer ...",
                    "");
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw turnedAway(context, HttpStatus.UNAUTHORIZED, "the Authorization header is to be: Bearer TOKEN", "");
        }
        return new Secret(header.substring(SCHEME.length()).strip())
                .owner(known)
                .map(token -> new Caller(token.name(), token.role()))
                .orElseThrow(
                        () -> turnedAway(context, HttpStatus.UNAUTHORIZED, "the token is unknown, or was revoked", ""));
    }

    /// Whether the host that a request names is this machine: a foreign name may point here too.
    private static boolean isLoopbackName(@Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            String name = URI.create("http://" + host).getHost();
            return name != null && LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// As it was sent, so that it has no line breaks.
    private static String shortened(String path) {
        return path.length() <= LONGEST_LOGGED ? path : path.substring(0, LONGEST_LOGGED);
    }

    private ProblemException turnedAway(Context context, HttpStatus status, String detail, String who) {
        (status == HttpStatus.FORBIDDEN ? forbidden : unauthenticated).increment();
        if (status == HttpStatus.UNAUTHORIZED) {
            context.header(Header.WWW_AUTHENTICATE, "Bearer");
        }
        LOG.warn(
                "event=http.refused status={} who=\"{}\" from={} request=\"{} {}\" reason=\"{}\"",
                status.getCode(),
                who,
                context.ip(),
                context.method(),
                shortened(context.req().getRequestURI()),
                detail);
        return new ProblemException(status, detail);
    }
}
