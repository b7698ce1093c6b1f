package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.sip.Forwarding.Refer;
import org.sipverify.sip.Forwarding.Transferring;

/** A call from Alice to Bob, one of whom is to be connected with Carol instead. */
abstract class TransferredCall extends BridgedServer {
    static final String ALICES = SDP.replace("192.0.2.1", "192.0.2.11");
    static final String CAROLS = SDP.replace("192.0.2.1", "192.0.2.13");
    static final String LAST = "terminated;reason=noresource";

    volatile List<String> targets;
    String inviteAtBob;

    @Override
    List<String> targets() {
        return targets;
    }

    abstract Refer refer();

    @BeforeEach
    void connect() throws Exception {
        transferring = new Transferring(refer(), List.of(NumberPattern.parse("carol"), NumberPattern.parse("2*")));
        targets = List.of(bob.uri(), at(carol));
        alice.invite(ALICES);
        inviteAtBob = bob.expect("INVITE ");
        bob.respond(inviteAtBob, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
    }

    static String at(Phone phone) {
        return phone.uri().replace("bob", "carol");
    }

    /** Another call, from the first to the second; the value of Replaces for the one who is called. */
    String call(Phone from, Phone to) throws Exception {
        targets = List.of(to.uri());
        from.invite(SDP);
        var invite = to.expect("INVITE ");
        to.respond(invite, "200 OK", CAROLS);
        from.expect("SIP/2.0 200");
        from.ack("");
        to.expect("ACK ");
        return replaces(field(invite, "Call-ID"), to.tag(), tag(field(invite, "From")));
    }

    static String replaces(String callId, String toTag, String fromTag) {
        return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag;
    }

    /** A value of Replaces within a URI. */
    static String encoded(String replaces) {
        return "Replaces=" + replaces.replace("@", "%40").replace(";", "%3B").replace("=", "%3D");
    }

    static String tag(String address) {
        return address.substring(address.indexOf(";tag=") + 5);
    }

    void hangUp(Phone from, Phone to) throws Exception {
        from.send("BYE", "");
        from.expect("SIP/2.0 200");
        to.respond(to.expect("BYE "), "200 OK", "");
    }

    /** The call is as it was before. */
    void goesOn(Phone one, Phone other) throws Exception {
        one.send("INFO", "");
        other.respond(other.expect("INFO "), "200 OK", "");
        one.expect("SIP/2.0 200");
        hangUp(other, one);
    }

    /** The next NOTIFY, which is not answered. */
    static String notified(Phone phone, String state, String fragment) throws Exception {
        var notify = phone.expect("NOTIFY ");
        assertEquals(state, field(notify, "Subscription-State").replaceAll(";expires=[0-9]+", ""));
        assertEquals("SIP/2.0 " + fragment + "\r\n", Phone.body(notify));
        assertEquals("message/sipfrag;version=2.0", field(notify, "Content-Type"));
        return notify;
    }

    static String acknowledged(Phone phone, String state, String fragment) throws Exception {
        var notify = notified(phone, state, fragment);
        phone.respond(notify, "200 OK", "");
        return notify;
    }
}
