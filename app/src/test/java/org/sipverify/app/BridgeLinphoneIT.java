package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second make of phone: linphonec, with baresip on the other side of the packaged server. */
class BridgeLinphoneIT {
    private static final String LINPHONE = "+14155550006";
    private static final String OTHER = "+14155550007";
    private static final String BARESIP = "+14155551234";

    @TempDir
    private static Path directory;

    private static BridgedCalls calls;
    private static Linphone linphone;
    private static Linphone other;
    private static Baresip baresip;

    @BeforeAll
    static void start() throws Exception {
        baresip = Baresip.start(directory, BARESIP);
        linphone = Linphone.start(directory, LINPHONE);
        other = Linphone.start(directory, OTHER);
        var policy = Files.writeString(directory.resolve("policy.conf"), """
                rules = [
                  { name = "linphone", when { dest = "%s" }, refer = handle, refer-to = ["2*"]
                    action = bridge, destination-template = "sip:{dest}@127.0.0.1:%d;transport=tcp" }
                  { name = "other", when { dest = "%s" }, refer = handle, refer-to = ["2*"]
                    action = bridge, destination-template = "sip:{dest}@127.0.0.1:%d;transport=tcp" }
                ]
                on-valid { action = bridge, destination-template = "sip:{dest}@127.0.0.1:%d;transport=tcp", refer = handle, refer-to = ["2*"] }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(
                        LINPHONE, linphone.port, OTHER, other.port, baresip.port));
        calls = BridgedCalls.start(directory, policy);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            calls.areForgotten();
        } finally {
            calls.close();
            other.close();
            linphone.close();
            baresip.close();
        }
    }

    @Test
    void linphoneCallsAndHolds() throws Exception {
        var id = linphone.call(uri(BARESIP));
        var call = baresip.awaits("CALL_ESTABLISHED");
        baresip.talks();

        linphone.tell("pause", "is now paused");
        baresip.awaitsDirection("recvonly");
        linphone.tell("resume " + id, "Media streams established with");
        linphone.play();
        baresip.talks();

        linphone.tell("terminate", "ended (No error)");
        baresip.awaits("CALL_CLOSED");
        calls.areOver();
        ended(call, "caller");
    }

    @Test
    void linphoneIsCalledAndHeld() throws Exception {
        baresip.dial(uri(LINPHONE));
        var call = baresip.awaits("CALL_ESTABLISHED");
        linphone.awaits("Media streams established with");
        linphone.play();
        baresip.talks();

        baresip.hold();
        linphone.awaits("has been paused by");
        baresip.resume();
        baresip.talks();

        baresip.hangUp();
        baresip.awaits("CALL_CLOSED");
        linphone.awaits("ended (No error)");
        calls.areOver();
        ended(call, "caller");
    }

    /** linphonec has talked with the new callee, and goes when both are connected by the server. */
    @Test
    void linphoneTransfersAfterItHasAsked() throws Exception {
        var first = linphone.call(uri(BARESIP));
        var call = baresip.awaits("CALL_ESTABLISHED");
        baresip.talks();
        linphone.tell("pause", "is now paused");
        var second = linphone.call(uri(OTHER));
        other.awaits("Media streams established with");

        linphone.tell("transfer " + first + " --to-call " + second, "ended (No error)");

        other.awaits("Media streams established with");
        other.play();
        baresip.talks();
        baresip.hangUp();
        baresip.awaits("CALL_CLOSED");
        other.awaits("ended (No error)");
        calls.areOver();
        var body = calls.server.vcon(call).at("/analysis/0/body");
        assertEquals("callee", body.at("/released_by").asText(), body::toString);
        assertEquals(3, body.at("/legs").size(), body::toString);
    }

    /** By its own account linphonec sent and received at least half a second of speech. */
    private static void ended(String call, String released) throws Exception {
        var packets = linphone.packets();
        assertTrue(packets.stream().allMatch(count -> count >= 25), packets::toString);
        var vcon = calls.server.vcon(call);
        assertEquals("answered", vcon.at("/analysis/0/body/outcome").asText(), vcon::toString);
        assertEquals(released, vcon.at("/analysis/0/body/released_by").asText(), vcon::toString);
    }

    private static String uri(String number) {
        return "sip:" + number + "@127.0.0.1:" + calls.server.sipPort + ";transport=tcp";
    }
}
