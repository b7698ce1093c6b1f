package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.dialog.Dialogs;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;
import org.sipverify.testkit.FreePort;

/** Requests that go the way a message of the dialog came. */
class KnownFlowTest extends Sending {
    @Test
    void theWayThatIsKnownIsTriedFirst() throws Exception {
        var flow = answered().flow();
        var unreachable = Target.parse("127.0.0.1:" + FreePort.next());

        client.sender().send(request("INFO", unreachable), by(flow), events);

        var info = server.receive("INFO");
        server.answer(info, "200 OK", "far");
        assertEquals("200", events.next());
    }

    @Test
    void whereItIsClosedTheTargetIsAsked() throws Exception {
        var open = answered().flow();
        var closed = new Flow(open.transport(), new ClosedWire(open.wire()), open.sentBy());

        var sent = client.sender().send(request("INFO", target()), by(closed), events);

        server.answer(server.receive("INFO"), "200 OK", "far");
        assertEquals("200", events.next());
        assertTrue(
                sent.failures().get(0).startsWith("the connection of the dialog: "),
                sent.failures().toString());
    }

    @Test
    void aDialogUsesOnlyItsOwnKindOfWay() throws Exception {
        var invite = request("INVITE", target());
        client.sender().send(invite, new Manner(LONG), events);
        server.answer(server.receive(), "200 OK", "far", "Contact: <sip:bob@127.0.0.1:" + server.port() + ">");
        assertEquals("200", events.next());
        var response = events.finals.poll(20, TimeUnit.SECONDS);
        var dialog = Dialogs.of(invite, response).orElseThrow();

        assertTrue(dialog.mayUse(response.flow()));
        assertFalse(dialog.mayUse(new Flow(Transport.TCP, response.flow().wire(), "h:5060")));
        client.sender().acknowledge(dialog.ack(1, Headers.NONE), Optional.of(response.flow()));
        assertEquals("1 ACK", server.receive("ACK").line("CSeq"));
    }

    private Response answered() throws Exception {
        send("OPTIONS");
        server.answer(server.receive(), "200 OK", "far");
        assertEquals("200", events.next());
        return events.finals.poll(20, TimeUnit.SECONDS);
    }

    private static Manner by(Flow flow) {
        return new Manner(Credentials.NONE, LONG, Optional.of(flow));
    }

    /** One that its peer has closed. */
    private record ClosedWire(Wire was) implements Wire {
        @Override
        public InetSocketAddress remote() {
            return was.remote();
        }

        @Override
        public InetSocketAddress local() {
            return was.local();
        }

        @Override
        public void send(byte[] message) throws IOException {
            throw new IOException("closed");
        }

        @Override
        public void handled() {}
    }
}
