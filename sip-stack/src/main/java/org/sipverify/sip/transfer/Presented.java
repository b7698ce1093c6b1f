package org.sipverify.sip.transfer;

import java.util.List;
import java.util.Optional;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.dialog.Routing;
import org.sipverify.sip.leg.CallPlan;
import org.sipverify.sip.leg.CallPlan.Calling;

/**
 * Who one side is, in an INVITE to another.
 *
 * @param from the value of From, without a tag
 * @param headers set on the INVITE
 */
record Presented(String from, Headers headers) {
    /** The caller, with what the policy says of it. */
    static Presented caller(CallPlan plan) {
        return new Presented(
                plan.calling().from(),
                new Headers(plan.headers().fields().stream()
                        .filter(field -> !field.name().equalsIgnoreCase("Supported"))
                        .toList()));
    }

    /** Who is called, of whom nothing is known but the number: at this server, like the caller. */
    static Presented callee(CallPlan plan) {
        var target = plan.targets().get(0);
        var user =
                target.substring(target.indexOf(':') + 1, Math.max(target.indexOf(':'), target.lastIndexOf('@')) + 1);
        var from = Addresses.uri(plan.calling().from());
        var host = from.substring(Math.max(from.indexOf(':'), from.lastIndexOf('@')) + 1);
        return new Presented(
                "<sip:" + user + host + ">",
                new Headers(plan.headers().fields().stream()
                        .filter(field -> field.name().equalsIgnoreCase("Max-Forwards"))
                        .toList()));
    }

    /** How others are called on its behalf. */
    CallPlan calling(List<String> targets, Optional<Routing> routing, CallPlan plan) {
        var calling = new Calling(plan.calling().callId(), from, plan.calling().requestUri());
        return new CallPlan(calling, targets, routing, headers, plan.trying(), plan.credentials());
    }
}
