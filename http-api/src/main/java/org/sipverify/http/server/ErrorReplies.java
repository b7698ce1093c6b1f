package org.sipverify.http.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;

/** What is answered to what cannot be read as HTTP, in the form of all other errors. It repeats nothing of the request. */
final class ErrorReplies extends ErrorHandler {
    private final HttpMeter meter;

    ErrorReplies(HttpMeter meter) {
        this.meter = meter;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        meter.answered(HttpMeter.NO_ROUTE, code);
        var reply = reply(code);
        SecurityHeaders.put(response.getHeaders(), reply);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    private static Reply reply(int status) {
        var words = HttpStatus.getMessage(status);
        var error = status == 431 || status == 414 ? words + ": see http.max-header" : words;
        return RefusedException.of(status, error).reply();
    }
}
