package org.sipverify.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Transport;

/** RFC 3261 section 12, by its paragraphs. */
class DialogTest extends DialogSamples {
    @Test
    void ofAResponseTheRoutesAreReversed() {
        var dialog = answered(
                        200,
                        "bb",
                        "Record-Route",
                        "<sip:p2.example;lr>, <sip:p1.example;lr>",
                        "Record-Route",
                        "<sip:p0.example;lr>",
                        "Contact",
                        "\"Bob, B\" <sip:bob@192.0.2.4:5070>;expires=60")
                .orElseThrow();

        assertEquals(new Dialog.Id("c@h", "aa", "bb"), dialog.id());
        assertEquals(Dialog.State.CONFIRMED, dialog.state());
        assertEquals("\"A; <a>\" <sip:alice@example.org>", dialog.local().address());
        assertEquals(7, dialog.local().cseq().orElseThrow());
        assertTrue(dialog.remote().cseq().isEmpty());
        assertEquals(
                List.of("<sip:p0.example;lr>", "<sip:p1.example;lr>", "<sip:p2.example;lr>"),
                dialog.routing().routes());
        assertEquals("sip:bob@192.0.2.4:5070", dialog.routing().target());
    }

    @ParameterizedTest
    @MethodSource
    void whichResponsesMakeADialog(int status, String tag, String contact, Optional<Dialog.State> state) {
        var dialog = contact.isEmpty() ? answered(status, tag) : answered(status, tag, "Contact", contact);

        assertEquals(state, dialog.map(Dialog::state));
    }

    static Stream<Arguments> whichResponsesMakeADialog() {
        var contact = "<sip:bob@192.0.2.4>";
        return Stream.of(
                argumentSet("180 with a tag", 180, "bb", contact, Optional.of(Dialog.State.EARLY)),
                argumentSet("180 without a tag", 180, "", contact, Optional.empty()),
                argumentSet("100 with a tag", 100, "bb", contact, Optional.empty()),
                argumentSet("200", 200, "bb", contact, Optional.of(Dialog.State.CONFIRMED)),
                argumentSet("200 of RFC 2543, without a tag", 200, "", contact, Optional.of(Dialog.State.CONFIRMED)),
                argumentSet("200 without a Contact", 200, "bb", "", Optional.empty()),
                argumentSet("200 whose Contact is a telephone", 200, "bb", "<tel:+1>", Optional.empty()),
                argumentSet("302", 302, "bb", contact, Optional.empty()));
    }

    @Test
    void ofARequestTheRoutesKeepTheirOrder() {
        var dialog = incoming();

        assertEquals(new Dialog.Id("c@h", "here", "aa"), dialog.id());
        assertEquals("<sip:bob@example.com>", dialog.local().address());
        assertTrue(dialog.local().cseq().isEmpty());
        assertEquals(7, dialog.remote().cseq().orElseThrow());
        assertEquals(
                List.of("<sip:p1.example;lr>", "<sip:p2.example;lr>"),
                dialog.routing().routes());
    }

    @ParameterizedTest
    @MethodSource
    void requestsFollowTheRoutes(String routes, String uri, List<String> route, String next) {
        var dialog = (routes.isEmpty()
                        ? answered(200, "bb", "Contact", "<sip:bob@192.0.2.4;x=1?Subject=no>")
                        : answered(200, "bb", "Contact", "<sip:bob@192.0.2.4;x=1>", "Record-Route", routes))
                .orElseThrow();

        var bye = dialog.request("BYE").request();

        assertEquals(uri, bye.uri());
        assertEquals(route, bye.content().headers().all("Route"));
        assertEquals(next, bye.target().host());
        assertEquals("\"A; <a>\" <sip:alice@example.org>;tag=aa", bye.ids().from());
        assertEquals("<sip:bob@example.com>;tag=bb", bye.ids().to());
    }

    static Stream<Arguments> requestsFollowTheRoutes() {
        return Stream.of(
                argumentSet("no route", "", "sip:bob@192.0.2.4;x=1", List.of(), "192.0.2.4"),
                argumentSet(
                        "loose",
                        "<sip:p2.example;lr>,<sip:p1.example;lr=on>",
                        "sip:bob@192.0.2.4;x=1",
                        List.of("<sip:p1.example;lr=on>", "<sip:p2.example;lr>"),
                        "p1.example"),
                argumentSet(
                        "strict",
                        "<sip:p2.example;lr>,<sip:p1.example;method=INVITE?a=b>",
                        "sip:p1.example",
                        List.of("<sip:p2.example;lr>", "<sip:bob@192.0.2.4;x=1>"),
                        "p1.example"));
    }

    @Test
    void numbersRiseByOneAndThoseOfTheInviteAreTheAcks() {
        var dialog = answered(200, "bb", "Contact", "<sip:bob@192.0.2.4>").orElseThrow();

        var first = dialog.request("INFO");
        var second = first.dialog().request("BYE");
        var ack = second.dialog().ack(7, Headers.NONE.with("Authorization", "Digest x"));

        assertEquals(8, first.request().ids().cseq());
        assertEquals(9, second.request().ids().cseq());
        assertEquals(7, ack.ids().cseq());
        assertEquals("ACK", ack.method());
        assertEquals(Optional.of("Digest x"), ack.content().headers().first("Authorization"));
    }

    @ParameterizedTest
    @MethodSource
    void requestsOfThePeerMustBeInOrder(String method, int number, boolean accepted) {
        var after = incoming().received(method, Headers.NONE.with("CSeq", number + " " + method));

        assertEquals(accepted, after.isPresent());
    }

    static Stream<Arguments> requestsOfThePeerMustBeInOrder() {
        return Stream.of(
                argumentSet("the next", "BYE", 8, true),
                argumentSet("one left out", "BYE", 100, true),
                argumentSet("older", "BYE", 6, false),
                argumentSet("the same number", "INFO", 7, false),
                argumentSet("the ACK of the INVITE", "ACK", 7, true),
                argumentSet("the CANCEL of the INVITE", "CANCEL", 7, true));
    }

    @Test
    void aTargetRefreshMovesTheTargetAndNotTheRoutes() {
        var dialog = incoming();

        var moved = dialog.refreshed(Headers.NONE.with("Contact", "<sip:alice@192.0.2.9>"));
        var kept = moved.refreshed(Headers.NONE.with("Contact", "<mailto:alice@example.org>"));

        assertEquals("sip:alice@192.0.2.9", moved.routing().target());
        assertEquals(dialog.routing().routes(), moved.routing().routes());
        assertEquals(moved, kept);
    }

    @Test
    void answersRaiseTheNumberRefreshTheTargetAndEndTheDialog() {
        var dialog = answered(200, "bb", "Contact", "<sip:bob@192.0.2.4>").orElseThrow();
        var cseq = "CSeq";

        var raised = dialog.answered("INVITE", response(200, cseq, "9 INVITE", "Contact", "<sip:bob@192.0.2.5>"));

        assertEquals(9, raised.local().cseq().orElseThrow());
        assertEquals("sip:bob@192.0.2.5", raised.routing().target());
        assertEquals(
                "sip:bob@192.0.2.4",
                dialog.answered("INFO", response(200, cseq, "9 INFO", "Contact", "<sip:x@192.0.2.5>"))
                        .routing()
                        .target());
        assertEquals(
                Dialog.State.TERMINATED,
                dialog.answered("INFO", response(481, cseq, "9 INFO")).state());
    }

    @Test
    void aSecureDialogStaysSecure() {
        var secure =
                new OutboundRequest("INVITE", "sips:bob@example.com", Target.parse("sips:example.com"), INVITE.ids());
        var tls = new Flow(Transport.TLS, new NoWire(), "h:5061");

        assertTrue(Dialogs.of(secure, response(tls, 200, "bb", "Contact", "<sip:bob@192.0.2.4>"))
                .isEmpty());
        assertTrue(Dialogs.of(secure, response(tls, 200, "bb", "Contact", "<sips:bob@192.0.2.4>"))
                .orElseThrow()
                .routing()
                .secure());
    }

    @Test
    void theTableKeepsWhatLasts() {
        var table = new DialogTable();
        var one = answered(180, "b1", "Contact", "<sip:bob@192.0.2.4>").orElseThrow();
        var two = answered(183, "b2", "Contact", "<sip:bob@192.0.2.5>").orElseThrow();
        table.put(one);
        table.put(two);

        assertEquals(2, table.ofInvite("c@h", "aa").size());
        assertEquals(Optional.of(two), table.find("c@h", "aa", "b2"));
        assertEquals(Optional.empty(), table.find("c@h", "b2", "aa"));
        table.put(one.withState(Dialog.State.CONFIRMED));
        table.change(two.id(), dialog -> dialog.withState(Dialog.State.TERMINATED));

        assertEquals(Dialog.State.CONFIRMED, table.find(one.id()).orElseThrow().state());
        assertFalse(table.change(two.id(), dialog -> dialog).isPresent());
        table.put(one.withState(Dialog.State.TERMINATED));
        assertEquals(0, table.size());
    }
}
