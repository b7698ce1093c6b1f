package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones call each other through the packaged server, and media flows between them past it. */
class BridgePhonesIT {
    private static final String ALICE = "+15551234567";
    private static final String BOB = "+14155551234";
    private static final String BOB_HANDLED = "+14155551235";
    private static final String CAROL = "+14155550009";

    @TempDir
    private static Path directory;

    private static BridgedCalls calls;
    private static Baresip alice;
    private static Baresip bob;
    private static Baresip carol;
    private static int made;

    @BeforeAll
    static void start() throws Exception {
        alice = Baresip.start(directory, ALICE);
        bob = Baresip.start(directory, BOB);
        carol = Baresip.start(directory, CAROL);
        var policy = Files.writeString(
                directory.resolve("policy.conf"), """
                rules = [
                  { name = "handled", when { dest = "%s" }
                    action = bridge, destination-template = ["sip:%s@127.0.0.1:%d;transport=tcp", "sip:{dest}@127.0.0.1:%5$d;transport=tcp"]
                    refer = handle, refer-to = ["%4$s"] }
                  { name = "carol", when { dest = "%4$s" }
                    action = bridge, destination-template = "sip:{dest}@127.0.0.1:%5$d;transport=tcp" }
                ]
                on-valid { action = bridge, destination-template = "sip:{dest}@127.0.0.1:%3$d;transport=tcp" }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(BOB_HANDLED, BOB, bob.port, CAROL, carol.port));
        calls = BridgedCalls.start(directory, policy);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            calls.areForgotten();
            assertEquals(made, calls.server.vcons().size());
        } finally {
            calls.close();
            carol.close();
            bob.close();
            alice.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mediaFlowsBothWaysUntilOneSideHangsUp(boolean caller) throws Exception {
        var call = call(BOB);

        hangsUp(caller ? alice : bob, caller ? bob : alice);

        assertEquals(List.of(BOB), answered(call, caller ? "caller" : "callee"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mediaStopsOnHoldAndComesBack(boolean caller) throws Exception {
        var call = call(BOB);
        var holding = caller ? alice : bob;
        var held = caller ? bob : alice;

        holding.hold();
        held.awaitsDirection("recvonly");
        assertEquals("sendonly", holding.media().direction());
        holding.resume();
        held.talks();
        holding.talks();

        hangsUp(holding, held);
        assertEquals(List.of(BOB), answered(call, caller ? "caller" : "callee"));
    }

    /** The server passes the REFER on, and the new call is one of its own. */
    @Test
    void theCallerObeysATransfer() throws Exception {
        var call = call(BOB);

        bob.transfer("sip:" + CAROL + "@127.0.0.1:" + calls.server.sipPort + ";transport=tcp");

        carol.awaits("CALL_ESTABLISHED");
        bob.awaits("CALL_CLOSED");
        carol.talks();
        var second = alice.awaits("CALL_ESTABLISHED");
        made++;
        hangsUp(carol, alice);
        assertEquals(List.of(BOB), answered(call, "caller"));
        assertEquals(List.of(CAROL), answered(second, "callee"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theServerCarriesOutATransfer(boolean caller) throws Exception {
        var call = call(BOB_HANDLED);
        var transferring = caller ? alice : bob;
        var staying = caller ? bob : alice;

        transferring.transfer("sip:" + CAROL + "@127.0.0.1:" + carol.port + ";transport=tcp");

        carol.awaits("CALL_ESTABLISHED");
        transferring.awaits("CALL_CLOSED");
        carol.talks();
        staying.talks();
        hangsUp(staying, carol);
        assertEquals(List.of(BOB, CAROL), answered(call, caller ? "callee" : "caller"));
    }

    /** Its Call-ID, once both have said and heard something. */
    private static String call(String number) throws Exception {
        alice.dial("sip:" + number + "@127.0.0.1:" + calls.server.sipPort + ";transport=tcp");
        var call = alice.awaits("CALL_ESTABLISHED");
        bob.awaits("CALL_ESTABLISHED");
        made++;
        alice.talks();
        bob.talks();
        return call;
    }

    private static void hangsUp(Baresip one, Baresip other) throws Exception {
        one.hangUp();
        one.awaits("CALL_CLOSED");
        other.awaits("CALL_CLOSED");
        calls.areOver();
    }

    /** Who answered, by the vCon of a call. */
    private static List<String> answered(String call, String released) {
        var vcon = calls.server.vcon(call);
        assertEquals("answered", vcon.at("/analysis/0/body/outcome").asText(), vcon::toString);
        assertEquals(released, vcon.at("/analysis/0/body/released_by").asText(), vcon::toString);
        vcon.at("/dialog")
                .forEach(dialog ->
                        assertEquals("recording-set", dialog.at("/type").asText(), vcon::toString));
        return StreamSupport.stream(vcon.at("/analysis/0/body/targets").spliterator(), false)
                .map(target -> target.asText().replaceAll("sip:|@.*", ""))
                .toList();
    }
}
