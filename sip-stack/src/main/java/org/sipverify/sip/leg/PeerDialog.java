package org.sipverify.sip.leg;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sipverify.bridge.Content;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;
import org.sipverify.sip.client.SentRequest;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.transport.Transport;

/** A dialog as it is now, and the way to its peer. */
final class PeerDialog {
    /** Requests that say where this end is reached (RFC 3261 section 12.2, RFC 3515 section 2.2, RFC 6665 section 4.2). */
    private static final Set<String> WITH_CONTACT = Set.of("INVITE", "UPDATE", "REFER", "NOTIFY");

    private final LegParts parts;
    private final Flow flow;
    private final Credentials credentials;
    /** Changed in the lane of the call, and seen by others as {@link org.sipverify.sip.dialog.DialogMirror} says. */
    private volatile Dialog dialog;

    private boolean allowsUpdate;
    private boolean ownsCallId;

    /** @param credentials the answer to a challenge of the peer */
    PeerDialog(LegParts parts, Dialog dialog, Flow flow, Credentials credentials) {
        this.parts = parts;
        this.credentials = credentials;
        this.dialog = dialog;
        this.flow = flow;
    }

    /** From now on the peer is heard. */
    void enter() {
        parts.table().met(address());
    }

    /** It is not any more, by this dialog. */
    void leave() {
        parts.table().left(address());
    }

    private InetAddress address() {
        return flow.wire().remote().getAddress();
    }

    Dialog now() {
        return dialog;
    }

    boolean isConfirmed() {
        return dialog.state() != Dialog.State.EARLY;
    }

    /** Whether this end began the dialog. */
    boolean ownsCallId() {
        return ownsCallId;
    }

    /** This end has accepted the peer's INVITE. */
    void confirm() {
        dialog = dialog.withState(Dialog.State.CONFIRMED);
    }

    /** The peer has accepted the INVITE of this end. */
    void confirmedAs(Dialog accepted) {
        dialog = dialog.confirmedAs(accepted);
        ownsCallId = true;
    }

    /**
     * The peer has sent a request.
     *
     * @return false if it is out of order
     */
    boolean received(PeerRequest request) {
        heard(request.headers());
        var next = dialog.received(request.method(), request.headers());
        next.ifPresent(changed -> dialog = changed);
        return next.isPresent();
    }

    /** The peer's INVITE or UPDATE is accepted: its Contact counts from now on. */
    void refreshed(Headers request) {
        dialog = dialog.refreshed(request);
    }

    /** The peer has answered. That this may end the dialog is seen to elsewhere. */
    void answered(String method, Response response) {
        heard(response.headers());
        dialog = dialog.answered(method, response).withState(dialog.state());
    }

    /** What the peer says it allows counts until it says something else. */
    void heard(Headers message) {
        message.first("Allow")
                .ifPresent(first -> allowsUpdate = message.all("Allow").stream()
                        .flatMap(line -> Stream.of(line.split(",")))
                        .anyMatch(method -> method.strip().equals("UPDATE")));
    }

    boolean allowsUpdate() {
        return allowsUpdate;
    }

    /** Sends a request other than ACK. */
    SentRequest send(String method, Headers own, Content content, Duration limit, ResponseListener listener) {
        var next = dialog.request(method);
        dialog = next.dialog();
        var headers = next.request().content().headers().and(own).and(PassedFields.headers(content));
        var request = next.request().withContent(headers, content.body());
        var manner = new Manner(credentials, limit, known());
        return parts.sender()
                .send(WITH_CONTACT.contains(method) ? request.withContact(parts.contact()) : request, manner, listener);
    }

    /** Says that the call is over. Whatever becomes of that, the dialog ends. */
    void bye(Content content, Runnable atEnd) {
        send("BYE", Headers.NONE, content, parts.timing().timeout(), new ResponseListener() {
            @Override
            public void answered(Response response) {
                atEnd.run();
            }

            @Override
            public void failed(RequestFailure why) {
                atEnd.run();
            }
        });
    }

    /** A connection that is open is used again; over UDP the dialog says where requests go. */
    Optional<Flow> known() {
        return flow.transport() == Transport.UDP ? Optional.empty() : Optional.of(flow);
    }

    /** The value of Contact in a response to the peer. */
    String contact() {
        return parts.contact(flow, dialog.routing().secure());
    }
}
