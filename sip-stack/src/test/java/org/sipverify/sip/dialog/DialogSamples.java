package org.sipverify.sip.dialog;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** Dialogs of both ends. */
abstract class DialogSamples {
    static final OutboundRequest INVITE = new OutboundRequest(
            "INVITE",
            "sip:bob@example.com",
            Target.parse("sip:example.com"),
            new OutboundRequest.Ids("\"A; <a>\" <sip:alice@example.org>;tag=aa", "<sip:bob@example.com>", "c@h", 7));

    static Dialog incoming() {
        var invite = Headers.NONE
                .with("Record-Route", "<sip:p1.example;lr>, <sip:p2.example;lr>")
                .with("From", "<sip:alice@example.org>;tag=aa")
                .with("To", "<sip:bob@example.com>")
                .with("Call-ID", "c@h")
                .with("CSeq", "7 INVITE")
                .with("Contact", "<sip:alice@192.0.2.1>");
        return Dialogs.of("sip:bob@example.com", invite, udp(), "here", Dialog.State.CONFIRMED)
                .orElseThrow();
    }

    static Optional<Dialog> answered(int status, String tag, String... fields) {
        return Dialogs.of(INVITE, response(udp(), status, tag, fields));
    }

    static Response response(int status, String... fields) {
        return new Response(status, "", headers(Headers.NONE, fields), new byte[0], udp());
    }

    static Response response(Flow flow, int status, String tag, String... fields) {
        var to = "<sip:bob@example.com>" + (tag.isEmpty() ? "" : ";tag=" + tag);
        var headers = Headers.NONE.with("To", to).with("CSeq", "7 INVITE");
        return new Response(status, "", headers(headers, fields), new byte[0], flow);
    }

    static Headers headers(Headers first, String... fields) {
        var headers = first;
        for (var at = 0; at < fields.length; at += 2) {
            headers = headers.with(fields[at], fields[at + 1]);
        }
        return headers;
    }

    static Flow udp() {
        return new Flow(Transport.UDP, new NoWire(), "h:5060");
    }

    /** Nothing is sent here. */
    static final class NoWire implements Wire {
        @Override
        public InetSocketAddress remote() {
            return new InetSocketAddress(5060);
        }

        @Override
        public InetSocketAddress local() {
            return new InetSocketAddress(5060);
        }

        @Override
        public void send(byte[] message) {}

        @Override
        public void handled() {}
    }
}
