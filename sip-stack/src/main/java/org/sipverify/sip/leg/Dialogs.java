package org.sipverify.sip.leg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
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
     * dialog of its own, as a fork gives several; a 2xx may replace an early one, whose routes it does not keep (section
     * 13.2.2.4).
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
        return routing(response.headers(), routes, isSecure(response.flow(), invite.uri()))
                .map(routing -> new Dialog(
                        new Dialog.Id(
                                invite.ids().callId(),
                                Addresses.tag(invite.ids().from()).orElse(""),
                                response.toTag().orElse("")),
                        response.isSuccess() ? Dialog.State.CONFIRMED : Dialog.State.EARLY,
                        new Dialog.Party(
                                untagged(invite.ids().from()), OptionalInt.of(Cseq.number(response.headers()))),
                        new Dialog.Party(untagged(invite.ids().to()), OptionalInt.empty()),
                        routing,
                        Dialog.Connection.of(response.flow())));
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
        return routing(invite, routes, isSecure(flow, requestUri))
                .map(routing -> new Dialog(
                        new Dialog.Id(
                                invite.first("Call-ID").orElse(""),
                                localTag,
                                Addresses.tag(from).orElse("")),
                        state,
                        new Dialog.Party(untagged(to), OptionalInt.empty()),
                        new Dialog.Party(untagged(from), OptionalInt.of(Cseq.number(invite))),
                        routing,
                        Dialog.Connection.of(flow)));
    }

    private static boolean isSecure(Flow flow, String requestUri) {
        return flow.transport() == Transport.TLS && Routing.isSecure(requestUri);
    }

    private static Optional<Routing> routing(Headers message, List<String> routes, boolean secure) {
        try {
            return message.first("Contact")
                    .map(contact -> Addresses.uri(Addresses.list(contact).get(0)))
                    .map(target -> new Routing(target, routes, secure));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** From and To keep their display name and parameters; the tag is added to each request. */
    private static String untagged(String address) {
        return Addresses.tag(address)
                .map(tag -> address.replaceFirst("(?i);\\s*tag=\\s*" + Pattern.quote(tag), ""))
                .orElse(address);
    }

    private Dialogs() {}
}
