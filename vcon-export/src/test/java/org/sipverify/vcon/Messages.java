package org.sipverify.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.VerdictDetails;

/** The messages of a call, and what is noted of it. */
public final class Messages {
    public static final Instant START = Instant.parse("2026-11-20T10:15:30.123Z");
    public static final String PASSPORT = "eyJwcHQiOiJ2dnAifQ"
            + ".eyJvcmlnIjp7InRuIjpbIjE1NTUxMjM0NTY3Il19LCJkZXN0Ijp7InRuIjpbIjE0MTU1NTUxMjM0Il19fQ.c2lnbmF0dXJl";
    public static final RecordedVerdict VALID =
            verdict("valid", "VALID", "", "ACME Corporation", "+15551234567", "r-1");
    public static final PolicyDecision REDIRECTED =
            new PolicyDecision("redirect", "on-valid", "", 302, "sip:+14155551234@pbx.example");
    private static final Person CALLER = new Person("+15551234567", "sip:+15551234567@carrier.example");
    private static final Person CALLEE = new Person("+14155551234", "sip:+14155551234@pbx.example");

    private final String callId;

    public Messages(String callId) {
        this.callId = callId;
    }

    /** A verdict of sip.example. */
    public static RecordedVerdict verdict(
            String outcome, String status, String reason, String brand, String callerId, String requestId) {
        return new RecordedVerdict(
                outcome,
                status,
                new RecordedVerdict.Cause(reason, ""),
                new RecordedVerdict.Proof(brand, callerId),
                new RecordedVerdict.Answer("", requestId, "sip.example"),
                VerdictDetails.NONE);
    }

    /** An INVITE with these header lines and this body. */
    public byte[] invite(String lines, String body) {
        return text("INVITE sip:+14155551234@pbx.example SIP/2.0\n", "", "INVITE", lines, body);
    }

    public IncomingInvite arrival(byte[] invite) {
        return arrival(START, invite);
    }

    public static IncomingInvite arrival(Instant time, byte[] invite) {
        var callId = org.sipverify.vcon.sip.SipText.of(invite).callId();
        return IncomingInvite.of(
                callId, time, new IncomingInvite.Peer("UDP", "192.0.2.1:5060", "acme"), CALLER, CALLEE, invite);
    }

    /** The server's response, so many milliseconds after the INVITE. */
    public RecordedMessage response(int after, String status) {
        var text = text("SIP/2.0 " + status + "\n", ";tag=ours", "INVITE", "X-VVP-Status: VALID\n", "");
        return new RecordedMessage(Direction.SENT, START.plusMillis(after), text);
    }

    /** The caller's request. */
    public RecordedMessage request(int after, String method) {
        var text = text(method + " sip:+14155551234@pbx.example SIP/2.0\n", ";tag=ours", method, "", "");
        return new RecordedMessage(Direction.RECEIVED, START.plusMillis(after), text);
    }

    private byte[] text(String startLine, String toTag, String method, String lines, String body) {
        var octets = body.getBytes(UTF_8).length;
        var text = startLine + """
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-%1$s
                Max-Forwards: 70
                From: "A \\"quoted\\" name" <sip:+15551234567@carrier.example>;tag=theirs
                To: <sip:+14155551234@pbx.example>%2$s
                Call-ID: %1$s
                CSeq: 7 %3$s
                Contact: <sip:caller@192.0.2.1:5060;transport=udp>
                User-Agent: Trunk/1.0
                Session-ID: 0123456789abcdef0123456789abcdef;remote=00000000000000000000000000000000
                """.formatted(callId, toTag, method) + lines + "Content-Length: " + octets + "\n\n";
        return (text.replace("\n", "\r\n") + body).getBytes(UTF_8);
    }
}
