package org.sipverify.sip.sips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.sip.sips.SipsStandIn.field;
import static org.sipverify.sip.sips.SipsStandIn.method;
import static org.sipverify.sip.sips.SipsStandIn.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.sips.ProbeDetails.Notification;
import org.sipverify.sip.sips.ProbeDetails.Notification.Field;
import org.sipverify.sip.sips.ProbeResult.Answer;

/** SUBSCRIBE, and what the first NOTIFY says. */
class SubscribeProbeTest extends Probing {
    private static final String PIDF = """
            <?xml version="1.0"?>
            <presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:bob@example.com">
            <tuple id="a"><status><basic>open</basic></status><note>at &lt;desk&gt;</note></tuple>
            </presence>
            """;

    /** What would name a file of this machine is no presence. */
    private static final String EVIL = """
            <!DOCTYPE presence [<!ENTITY file SYSTEM "file:///etc/hostname">]>
            <presence><note>&file;</note></presence>
            """;

    static Stream<Arguments> theFirstNotificationIsRead() {
        return Stream.of(
                argumentSet(
                        "messages that wait",
                        SipsEvent.MESSAGE_SUMMARY,
                        "Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n",
                        List.of(new Field("Messages-Waiting", "yes"), new Field("Voice-Message", "2/8 (0/2)"))),
                argumentSet(
                        "presence",
                        SipsEvent.PRESENCE,
                        PIDF,
                        List.of(new Field("basic", "open"), new Field("note", "at <desk>"))),
                argumentSet("presence with a document type", SipsEvent.PRESENCE, EVIL, List.of()),
                argumentSet("no presence at all", SipsEvent.PRESENCE, "nothing", List.of()));
    }

    private static String notify(String subscribe, String body) {
        return String.join(
                "\r\n",
                "NOTIFY sips:probe@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bKnotify",
                "Max-Forwards: 70",
                "From: " + field(subscribe, "To") + ";tag=stand-in",
                "To: " + field(subscribe, "From"),
                "Call-ID: " + field(subscribe, "Call-ID"),
                "CSeq: 1 NOTIFY",
                "Event: " + field(subscribe, "Event"),
                "Subscription-State: active;expires=60",
                "Content-Length: " + body.length(),
                "",
                body);
    }

    @ParameterizedTest
    @MethodSource
    void theFirstNotificationIsRead(SipsEvent event, String body, List<Field> expected) throws Exception {
        try (var server = answering(request -> !method(request).equals("SUBSCRIBE")
                ? List.of()
                : field(request, "Expires").equals("0")
                        ? List.of(response(request, "200 OK", "Expires: 0"))
                        : List.of(response(request, "200 OK", "Expires: 60"), notify(request, body)))) {
            var result = probe.subscribe(order(server.port()), event);

            assertTrue(result.isSuccess(), result::toString);
            var notification = (Notification) result.details();
            assertEquals("active;expires=60", notification.state());
            assertEquals(expected, notification.fields());
            assertEquals(Optional.of(200), notification.removal().map(Answer::status));
            assertEquals(event.text(), field(server.requests.get(0), "Event"));
            assertEquals("<sips:bob@example.com>;tag=stand-in", field(server.requests.get(2), "To"));
            assertTrue(server.requests.get(1).startsWith("SIP/2.0 200 OK\r\n"), server.requests.get(1));
        }
    }

    @Test
    void aSubscriptionWithoutNotificationIsTakenBack() throws Exception {
        try (var server = answering(request -> List.of(response(request, "202 Accepted")))) {
            var result = probe.subscribe(order(server.port(), Duration.ofSeconds(1), ""), SipsEvent.PRESENCE);

            assertEquals(ProbeError.TIMEOUT, result.problem().orElseThrow().error());
            assertTrue(result.problem().orElseThrow().advice().contains("no NOTIFY"));
            assertEquals("0", field(server.requests.get(1), "Expires"));
        }
    }
}
