package org.sipverify.http.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sipverify.http.Caller;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.access.AccessLog;

/** One request, until it is answered. What is known of it grows on its way; it is on one thread at a time. */
final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Witnesses witnesses;
    private String route = HttpMeter.NO_ROUTE;
    private Caller caller;
    private boolean isLogged = true;

    /** Who hears of each request. */
    record Witnesses(HttpMeter meter, AccessLog log, OpenConnections connections) {}

    Exchange(Request request, Response response, Callback callback, Witnesses witnesses) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.witnesses = witnesses;
        this.caller = Caller.anonymous(Role.NONE, address(request));
    }

    Request request() {
        return request;
    }

    HttpMeter meter() {
        return witnesses.meter();
    }

    Caller caller() {
        return caller;
    }

    String address() {
        return caller.address();
    }

    void comesFrom(Caller found) {
        caller = found;
    }

    /** Scrapers ask every few seconds, and a browser asks for many files that say nothing about calls. */
    void goesTo(Route found) {
        route = found.name();
        var path = found.path().text();
        isLogged = !OpenRoutes.PATHS.contains(path) && !ConsoleRoutes.isConsole(path);
    }

    /** The value of a header field; of several of one name the first. */
    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    String path() {
        return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    }

    String query() {
        return Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    }

    void requestIsComplete() {
        witnesses.connections().requestIsComplete(connection());
    }

    /** @param allowed asked while an answer goes on: whether the caller still has the role */
    void answer(Reply reply, BooleanSupplier allowed) {
        boolean isHead = request.getMethod().equals("HEAD");
        if (reply.streaming().isEmpty() || isHead) {
            answer(reply);
            return;
        }
        report(reply);
        response.setStatus(reply.status());
        SecurityHeaders.put(response.getHeaders(), reply);
        var connection = connection();
        var limits = new StreamedAnswer.Limits(witnesses.connections().requestTime(), allowed, connection::close);
        reply.streaming().get().begin(new StreamedAnswer(response, callback, limits));
    }

    void answer(Reply reply) {
        witnesses.connections().answerBegins(connection());
        report(reply);
        response.setStatus(reply.status());
        SecurityHeaders.put(response.getHeaders(), reply);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    private void report(Reply reply) {
        witnesses.meter().answered(route, reply.status());
        if (isLogged) {
            witnesses
                    .log()
                    .add(new AccessLog.Entry(
                            Instant.now().toString(),
                            AccessLog.Who.of(caller),
                            new AccessLog.What(request.getMethod(), path(), query()),
                            reply.status(),
                            reply.note()));
        }
    }

    /** The connection is gone. */
    void fail(Throwable why) {
        callback.failed(why);
    }

    private EndPoint connection() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    private static String address(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from
                        && from.getAddress() != null
                ? from.getAddress().getHostAddress()
                : "";
    }
}
