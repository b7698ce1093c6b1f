package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.IncomingInvite.Peer;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;

/** The messages of a call as a carrier's trunk places it: an INVITE of 2.7 kB with credentials, 100, 302 and ACK. */
final class TypicalCall {
    private static final String KID =
            "https://witness1.example:5631/oobi/EGay5ufBqAanbhFa_qe-KMFUPJHn8J0MFba96yyWRrLF/witness";
    private static final String DOSSIER =
            "https://dossiers.example/dossiers/SAu9B6KpFqVeJCL0IVtDLuXgFUMHFQHXRYQZmXOWOQkm";
    private static final String PASSPORT =
            part("{\"alg\":\"EdDSA\",\"typ\":\"passport\",\"ppt\":\"vvp\",\"kid\":\"" + KID + "\"}")
                    + "."
                    + part(
                            "{\"orig\":{\"tn\":[\"15551234567\"]},\"dest\":{\"tn\":[\"14155551234\"]},\"iat\":1763633730,\"exp\":1763634030,"
                                    + "\"card\":[\"NICKNAME:ACME\",\"ORG:ACME Corporation\",\"LOGO:https://acme.example/logo.svg\"],"
                                    + "\"call-reason\":\"Delivery of your order\",\"evd\":\"" + DOSSIER + "\"}")
                    + "." + "Zm9yZ2VkLXNpZ25hdHVyZS1vZi1zaXh0eS1mb3VyLW9jdGV0cy10aGF0LW5vYm9keS1jaGVja3MtaGVyZS0tLS0";
    private static final String IDENTITY = part("{\"ppt\":\"vvp\",\"kid\":\"" + KID + "\",\"evd\":\"" + DOSSIER
            + "\",\"iat\":1763633730,\"exp\":1763634030}");
    private static final String SDP = """
            v=0
            o=- 3972563730 3972563730 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 24680 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=sendrecv
            """.replace("\n", "\r\n");
    private static final Peer PEER = new Peer("UDP", "192.0.2.1:5060", "acme");
    private static final Person CALLER = new Person("+15551234567", "sip:+15551234567@carrier.example");
    private static final Person CALLEE = new Person("+14155551234", "sip:+14155551234@pbx.example");

    private final String callId;
    private final Instant time;

    TypicalCall(String callId, Instant time) {
        this.callId = callId;
        this.time = time;
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    IncomingInvite arrival() {
        return IncomingInvite.of(callId, time, PEER, CALLER, CALLEE, invite());
    }

    byte[] invite() {
        return text(
                "INVITE sip:+14155551234@pbx.example SIP/2.0\n" + via()
                        + """
                Max-Forwards: 69
                From: "ACME" <sip:+15551234567@carrier.example>;tag=theirs
                To: <sip:+14155551234@pbx.example>
                Call-ID: %1$s
                CSeq: 1 INVITE
                Contact: <sip:+15551234567@192.0.2.1:5060;transport=udp>
                User-Agent: Trunk/4.2.1
                Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, UPDATE, PRACK
                Supported: timer, 100rel, replaces
                Session-Expires: 1800;refresher=uac
                P-Asserted-Identity: "ACME" <sip:+15551234567@carrier.example>
                Identity: %2$s;info=<%3$s>;alg=EdDSA;ppt=vvp
                P-VVP-Identity: %4$s
                P-VVP-Passport: %2$s
                Content-Type: application/sdp
                Content-Length: %5$d

                """.formatted(callId, PASSPORT, KID, IDENTITY, SDP.length()),
                SDP);
    }

    private String via() {
        return """
                Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bK-%1$s
                Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK-core-%1$s;received=198.51.100.7
                """.formatted(callId);
    }

    RecordedMessage trying() {
        return response(2, "100 Trying", "", "");
    }

    RecordedMessage redirect() {
        return response(12, "302 Moved Temporarily", ";tag=ours", """
                Contact: <sip:+14155551234@pbx.example>
                X-VVP-Status: VALID
                X-VVP-Brand-Name: ACME Corporation
                X-VVP-Brand-Logo: https://acme.example/logo.svg
                X-VVP-Caller-ID: +15551234567
                """);
    }

    RecordedMessage ack() {
        var text = "ACK sip:+14155551234@pbx.example SIP/2.0\n" + via() + """
                Max-Forwards: 69
                From: "ACME" <sip:+15551234567@carrier.example>;tag=theirs
                To: <sip:+14155551234@pbx.example>;tag=ours
                Call-ID: %s
                CSeq: 1 ACK
                Content-Length: 0

                """.formatted(callId);
        return new RecordedMessage(Direction.RECEIVED, time.plusMillis(14), text(text, ""));
    }

    private RecordedMessage response(int after, String status, String toTag, String lines) {
        var text = "SIP/2.0 " + status + "\n" + via() + """
                From: "ACME" <sip:+15551234567@carrier.example>;tag=theirs
                To: <sip:+14155551234@pbx.example>%s
                Call-ID: %s
                CSeq: 1 INVITE
                Server: sip-verify
                """.formatted(toTag, callId) + lines + "Content-Length: 0\n\n";
        return new RecordedMessage(Direction.SENT, time.plusMillis(after), text(text, ""));
    }

    private static byte[] text(String header, String body) {
        return (header.replace("\n", "\r\n") + body).getBytes(UTF_8);
    }
}
