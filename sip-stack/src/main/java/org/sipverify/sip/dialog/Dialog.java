package org.sipverify.sip.dialog;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.transport.Transport;

/**
 * A dialog (RFC 3261 section 12), as a value: each change gives another one.
 *
 * @param local this end; its sequence number is that of the latest request sent
 * @param remote the peer; its sequence number is that of the latest request received
 * @param routing where requests within the dialog go
 * @param connection how the peer was met
 */
public record Dialog(Id id, State state, Party local, Party remote, Routing routing, Connection connection) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** First sequence numbers stay far below 2^31, the limit of RFC 3261 section 8.1.1.5. */
    private static final int FIRST_CSEQ = 1 << 16;

    /** Rejects what no request could be made of. */
    public Dialog {
        var unused = new OutboundRequest.Ids(
                tagged(local.address(), id.localTag()), tagged(remote.address(), id.remoteTag()), id.callId(), 0);
    }

    /** RFC 3261 section 12.1 and 15. */
    public enum State {
        EARLY,
        CONFIRMED,
        TERMINATED
    }

    /**
     * What identifies a dialog at this end.
     *
     * @param remoteTag empty for a peer of RFC 2543, which has none
     */
    public record Id(String callId, String localTag, String remoteTag) {}

    /**
     * One end.
     *
     * @param address the value of From or To without its tag
     * @param cseq empty before its first request
     */
    public record Party(String address, OptionalInt cseq) {
        Party at(int number) {
            return new Party(address, OptionalInt.of(number));
        }
    }

    /**
     * How the peer was met.
     *
     * @param tlsIdentities the names in the certificate it presented; empty if it presented none
     */
    public record Connection(Transport transport, List<String> tlsIdentities) {
        public Connection {
            tlsIdentities = List.copyOf(tlsIdentities);
        }

        static Connection of(Flow flow) {
            return new Connection(flow.transport(), flow.wire().tlsIdentities());
        }
    }

    /** A request of the dialog, and the dialog once it is sent. */
    public record Next(Dialog dialog, OutboundRequest request) {}

    /** The same in another state. */
    public Dialog withState(State next) {
        return new Dialog(id, next, local, remote, routing, connection);
    }

    /**
     * This early dialog as the 2xx confirms it (section 13.2.2.4): what has been numbered meanwhile counts.
     */
    public Dialog confirmedAs(Dialog accepted) {
        int number = Math.max(local.cseq().orElse(0), accepted.local().cseq().orElse(0));
        return new Dialog(
                accepted.id, accepted.state, accepted.local.at(number), remote, accepted.routing, accepted.connection);
    }

    /**
     * The dialog after a response to one of its requests: the number of a request that a challenge has raised counts, a
     * 2xx to INVITE or UPDATE moves the remote target (section 12.2.1.2), and 481 or 408 ends the dialog.
     */
    public Dialog answered(String method, Response response) {
        var raised = withLocal(local.at(Math.max(local.cseq().orElse(0), response.cseq())));
        if (response.status() == 481 || response.status() == 408) {
            return raised.withState(State.TERMINATED);
        }
        boolean refreshes = response.isSuccess() && isTargetRefresh(method);
        return refreshes ? raised.refreshed(response.headers()) : raised;
    }

    /**
     * The dialog after a request of the peer (section 12.2.2). Empty if the request is older than one before: it is
     * answered 500. An ACK and a CANCEL have the number of their INVITE.
     */
    public Optional<Dialog> received(String method, Headers request) {
        if (method.equals("ACK") || method.equals("CANCEL")) {
            return Optional.of(this);
        }
        int number = Cseq.number(request);
        if (remote.cseq().isPresent() && number <= remote.cseq().getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(new Dialog(id, state, local, remote.at(number), routing, connection));
    }

    /** The same once the peer's INVITE or UPDATE is answered 2xx: its Contact is where requests go from now on. */
    public Dialog refreshed(Headers message) {
        return message.first("Contact")
                .map(contact -> Addresses.list(contact).get(0))
                .flatMap(contact -> routing.movedTo(Addresses.uri(contact)))
                .map(moved -> new Dialog(id, state, local, remote, moved, connection))
                .orElse(this);
    }

    static boolean isTargetRefresh(String method) {
        return method.equals("INVITE") || method.equals("UPDATE") || method.equals("SUBSCRIBE");
    }

    /** A request within the dialog (section 12.2.1.1), other than ACK. */
    public Next request(String method) {
        int number = local.cseq().isPresent() ? local.cseq().getAsInt() + 1 : 1 + RANDOM.nextInt(FIRST_CSEQ);
        return new Next(withLocal(local.at(number)), build(method, number));
    }

    /** The ACK of a 2xx to the INVITE of that number (section 13.2.2.4). */
    public OutboundRequest ack(int invite, Headers credentials) {
        var ack = build("ACK", invite);
        var headers = ack.content().headers();
        for (var field : credentials.fields()) {
            headers = headers.with(field.name(), field.value());
        }
        return ack.withHeaders(headers);
    }

    private OutboundRequest build(String method, int number) {
        var ids = new OutboundRequest.Ids(
                tagged(local.address(), id.localTag()), tagged(remote.address(), id.remoteTag()), id.callId(), number);
        return new OutboundRequest(method, routing.requestUri(), routing.next(), ids).withHeaders(routing.headers());
    }

    private static String tagged(String address, String tag) {
        return tag.isEmpty() ? address : address + ";tag=" + tag;
    }

    private Dialog withLocal(Party changed) {
        return new Dialog(id, state, changed, remote, routing, connection);
    }

    /** Whether a message of the peer belongs to this dialog (section 12.2.2). */
    public boolean has(String callId, String toTag, String fromTag) {
        return id.equals(new Id(callId, toTag, fromTag));
    }

    /**
     * Whether requests may go the way a message came: by the same transport, from a peer with the same names in its
     * certificate. A connection without any is taken for the one the dialog began on.
     */
    public boolean mayUse(Flow flow) {
        return connection.equals(Connection.of(flow));
    }
}
