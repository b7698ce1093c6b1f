package org.sipverify.http.server;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Caller;
import org.sipverify.http.HttpMeter.Refusal;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Values;
import org.sipverify.http.access.AllowedHosts;
import org.sipverify.http.access.Gate;
import org.sipverify.http.access.Origin;
import org.sipverify.http.server.Exchange.Witnesses;

/**
 * The way of each request to its route: whom it is addressed to, which page sends it, where it goes, who sends it, what is
 * in it. The first that is wrong is answered.
 */
final class Door extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LogManager.getLogger();

    private final Rules rules;
    private final Router router;
    private final Witnesses witnesses;

    /**
     * What is checked.
     *
     * @param gate absent where every route is open
     * @param secure whether the server speaks TLS
     * @param longestBody in bytes
     */
    record Rules(AllowedHosts hosts, Optional<Gate> gate, boolean secure, int longestBody) {}

    Door(Rules rules, Router router, Witnesses witnesses) {
        this.rules = rules;
        this.router = router;
        this.witnesses = witnesses;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var exchange = new Exchange(request, response, callback, witnesses);
        try {
            checkHost(exchange);
            checkOrigin(exchange);
            route(exchange);
        } catch (RefusedException e) {
            exchange.answer(e.reply());
        }
        return true;
    }

    /** The host is that of a whole URI if there is one, otherwise of the Host field. */
    private void checkHost(Exchange exchange) throws RefusedException {
        var host = exchange.request().getHttpURI().getHost();
        if (host == null || host.isEmpty() || exchange.header("Host").isEmpty()) {
            throw RefusedException.of(400, "a Host field is required");
        }
        if (!rules.hosts().allow(host)) {
            exchange.meter().refused(Refusal.HOST);
            throw RefusedException.of(
                    421,
                    "this server is not asked under this host name: ask by IP address or as localhost, or add the name to"
                            + " http.names in sip-verify.conf");
        }
    }

    private void checkOrigin(Exchange exchange) throws RefusedException {
        var host = exchange.request().getHttpURI().getAuthority();
        var claims = new Origin.Claims(
                exchange.header("Origin"), exchange.header("Sec-Fetch-Site"), exchange.header("Sec-Fetch-Mode"));
        var method = exchange.request().getMethod();
        if (!new Origin(String.valueOf(host), rules.secure()).allows(claims, method)) {
            exchange.meter().refused(Refusal.ORIGIN);
            throw RefusedException.of(403, "a page of another server sends this request");
        }
    }

    private void route(Exchange exchange) throws RefusedException {
        var path = ServedPath.segments(exchange.path());
        if (path.isEmpty()) {
            exchange.meter().refused(Refusal.PATH);
            throw RefusedException.of(
                    400, "the path has empty segments, dots, or characters that could be read in two ways");
        }
        var method = exchange.request().getMethod();
        if (method.equals("OPTIONS")) {
            exchange.answer(router.options(path.get()));
            return;
        }
        var match = router.find(method, path.get());
        exchange.goesTo(match.route());
        admit(exchange, match.route().role());
        var query =
                Parameters.ofQuery(exchange.query(), match.route().operation().query());
        read(exchange, match, query);
    }

    private void admit(Exchange exchange, Role needed) throws RefusedException {
        if (needed == Role.NONE || rules.gate().isEmpty()) {
            return;
        }
        exchange.comesFrom(rules.gate().get().caller(signs(exchange)));
        var role = exchange.caller().role();
        if (role.includes(needed)) {
            return;
        }
        throw exchange.caller().way() == Caller.Way.ANONYMOUS
                ? Gate.unauthorized("this takes a token with the role " + needed.text()
                        + ": send it as \"Authorization: Bearer TOKEN\"; \"sip-verify token NAME --role "
                        + needed.text() + "\" makes one")
                : RefusedException.of(
                        403, "this takes the role " + needed.text() + ", and your token has " + role.text());
    }

    private static Gate.Signs signs(Exchange exchange) {
        boolean relayed = Stream.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
                .anyMatch(name -> exchange.header(name).isPresent());
        return new Gate.Signs(exchange.address(), exchange.header("Authorization"), exchange.header("Cookie"), relayed);
    }

    private void read(Exchange exchange, Router.Match match, Values query) throws RefusedException {
        var request = exchange.request();
        long length = request.getLength();
        if (length > rules.longestBody()) {
            throw tooLong(exchange);
        }
        boolean hasBody = length > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (hasBody && !isJson(exchange.header("Content-Type").orElse(""))) {
            throw RefusedException.of(415, "the body must be JSON: send \"Content-Type: application/json\"");
        }
        if (hasBody && exchange.header("Content-Encoding").isPresent()) {
            throw RefusedException.of(415, "the body must not be compressed");
        }
        new BodyReading(
                        request,
                        rules.longestBody(),
                        body -> request.getComponents().getExecutor().execute(() -> work(exchange, match, query, body)),
                        () -> exchange.answer(tooLong(exchange).reply()),
                        exchange::fail)
                .run();
    }

    private RefusedException tooLong(Exchange exchange) {
        exchange.meter().refused(Refusal.BODY);
        return RefusedException.of(413, "the body has more than " + rules.longestBody() + " bytes (http.max-body)");
    }

    private static boolean isJson(String type) {
        var media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json");
    }

    /** On a thread that may wait. */
    private void work(Exchange exchange, Router.Match match, Values query, byte[] body) {
        exchange.requestIsComplete();
        var role = exchange.caller().role();
        var answered = new AtomicBoolean();
        Consumer<Reply> once = reply -> {
            if (answered.compareAndSet(false, true)) {
                exchange.answer(reply, () -> isAdmitted(exchange, role));
            }
        };
        try {
            reply(exchange, match, query, body).deliver(once);
        } catch (RefusedException e) {
            once.accept(e.reply());
        } catch (RuntimeException | StackOverflowError bug) { // of this server: it must not end the thread
            LOG.error("{} cannot be answered", match.route().name(), bug);
            once.accept(RefusedException.of(500, "this server made a mistake: its log says which")
                    .reply());
        }
    }

    /** Whether the request would be admitted now, too. */
    private boolean isAdmitted(Exchange exchange, Role needed) {
        try {
            return rules.gate().isEmpty()
                    || rules.gate().get().caller(signs(exchange)).role().includes(needed);
        } catch (RefusedException e) {
            return false;
        }
    }

    private static Reply reply(Exchange exchange, Router.Match match, Values query, byte[] body)
            throws RefusedException {
        var operation = match.route().operation();
        var values = Parameters.ofBody(body, operation.body());
        return match.route()
                .handler()
                .answer(new ApiRequest(
                        exchange.caller(), match.variables(), query, values, name -> exchange.header(name)
                                .orElse(null)));
    }
}
