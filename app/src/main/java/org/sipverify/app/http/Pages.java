package org.sipverify.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sipverify.app.http.StatusServer.Health;

/** What is answered to a request for a status page. */
final class Pages extends Handler.Abstract.NonBlocking {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "text/plain; charset=utf-8";

    private final AllowedHosts hosts;
    private final Supplier<Health> health;
    private final Supplier<String> metrics;

    Pages(AllowedHosts hosts, Supplier<Health> health, Supplier<String> metrics) {
        this.hosts = hosts;
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws JsonProcessingException {
        var host = request.getHttpURI().getHost(); // of a whole URI if there is one, otherwise of the Host field
        if (host == null || host.isEmpty() || !request.getHeaders().contains(HttpHeader.HOST)) {
            return write(response, callback, HttpStatus.BAD_REQUEST_400, TEXT, "a Host field is required\n");
        }
        if (!hosts.allow(host)) {
            return write(response, callback, HttpStatus.MISDIRECTED_REQUEST_421, TEXT, """
                    These pages are not served under this host name. Ask by IP address or as localhost, or add the name \
                    to http.allowed-hosts in sip-verify.conf.
                    """);
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return write(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, TEXT, "only GET is served\n");
        }
        return page(String.valueOf(request.getHttpURI().getPath()), response, callback);
    }

    private boolean page(String path, Response response, Callback callback) throws JsonProcessingException {
        return switch (path) {
            case "/health" -> {
                var now = health.get();
                yield write(response, callback, now.code(), "application/json", JSON.writeValueAsString(now) + "\n");
            }
            case "/metrics" ->
                write(response, callback, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
            default -> write(response, callback, HttpStatus.NOT_FOUND_404, TEXT, "try /health or /metrics\n");
        };
    }

    private static boolean write(Response response, Callback callback, int status, String type, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
        return true;
    }
}
