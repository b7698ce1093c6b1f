package org.sipverify.http.server;

import org.eclipse.jetty.http.HttpFields;
import org.sipverify.http.Reply;

/** What every answer carries: a browser is to run, frame, guess and keep nothing of it. A reply may say otherwise. */
final class SecurityHeaders {
    private SecurityHeaders() {}

    static void put(HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Referrer-Policy", "no-referrer");
    }

    /** With those of a reply. */
    static void put(HttpFields.Mutable headers, Reply reply) {
        put(headers);
        if (!reply.type().isEmpty()) {
            headers.put("Content-Type", reply.type());
        }
        reply.headers().forEach(headers::put);
    }
}
