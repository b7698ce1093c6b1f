package org.sipverify.sip.dialog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.transport.Transport;

/** Begins dialogs (RFC 3261 section 12.1). */
public final class Dialogs {
    private static final int TRYING = 100;

    /**
     * The dialog of a response to an INVITE of this server: early with 101 to 199, confirmed with 2xx. Each To tag is a
     * dialog of its own, as a fork gives several; a 2xx may replace an early one, whose routes it does not keep
     * (section 13.2.2.4).
     *
     * @return empty for a response that makes no dialog: it has no tag or no usable Contact, or is 100 or a failure
     */
    public static Optional<Dialog> of(OutboundRequest invite, Response response) {
        if (response.status() == TRYING
                || response.status() >= 300
                || (response.isProvisional() && response.toTag().isEmpty())) {
            return Optional.empty();
        }
        var routes = new ArrayList<>(response.list("Record-Route"));
        Collections.reverse(routes);
        return unlessUnusable(() -> routing(response.headers(), routes, isSecure(response.flow(), invite.uri()))
                .map(routing -> new Dialog(
                        new Dialog.Id(
                                invite.ids().callId(),
                                Addresses.tag(invite.ids().from()).orElse(""),
                                response.toTag().orElse("")),
                        response.isSuccess() ? Dialog.State.CONFIRMED : Dialog.State.EARLY,
                        new Dialog.Party(Addresses.withoutTag(invite.ids().from()), OptionalInt.of(response.cseq())),
                        new Dialog.Party(Addresses.withoutTag(invite.ids().to()), OptionalInt.empty()),
                        routing,
                        Dialog.Connection.of(response.flow()))));
    }

    /**
     * The dialog of a peer's INVITE, once it is answered with a tag: early with 101 to 199, confirmed with 2xx.
     *
     * @param invite its header fields, with long names
     * @param flow the way it came
     * @return empty if the INVITE has no usable Contact
     */
    public static Optional<Dialog> of(
            String requestUri, Headers invite, Flow flow, String localTag, Dialog.State state) {
        var from = invite.first("From").orElse("");
        var to = invite.first("To").orElse("");
        var routes = invite.all("Record-Route").stream()
                .flatMap(line -> Addresses.list(line).stream())
                .toList();
        return unlessUnusable(() -> routing(invite, routes, isSecure(flow, requestUri))
                .map(routing -> new Dialog(
                        new Dialog.Id(
                                invite.first("Call-ID").orElse(""),
                                localTag,
                                Addresses.tag(from).orElse("")),
                        state,
                        new Dialog.Party(Addresses.withoutTag(to), OptionalInt.empty()),
                        new Dialog.Party(Addresses.withoutTag(from), OptionalInt.of(Cseq.number(invite))),
                        routing,
                        Dialog.Connection.of(flow))));
    }

    private static boolean isSecure(Flow flow, String requestUri) {
        return flow.transport() == Transport.TLS && Routing.isSecure(requestUri);
    }

    private static Optional<Routing> routing(Headers message, List<String> routes, boolean secure) {
        return message.first("Contact")
                .map(contact -> Addresses.uri(Addresses.list(contact).get(0)))
                .map(target -> new Routing(target, routes, secure));
    }

    /** What the peer sent may make a dialog to which nothing could be sent. */
    private static Optional<Dialog> unlessUnusable(Supplier<Optional<Dialog>> begun) {
        try {
            return begun.get();
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private Dialogs() {}
}
