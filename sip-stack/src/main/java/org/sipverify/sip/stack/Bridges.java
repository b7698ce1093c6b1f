package org.sipverify.sip.stack;

import io.netty.util.Timeout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.Bridge;
import org.sipverify.bridge.CallWatcher;
import org.sipverify.bridge.Status;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.dialog.OptionTags;
import org.sipverify.sip.digest.HostCredentials;
import org.sipverify.sip.leg.CallPlan;
import org.sipverify.sip.leg.LegParts;
import org.sipverify.sip.leg.LegTable;
import org.sipverify.sip.leg.OwnResponse;
import org.sipverify.sip.leg.PassedFields;
import org.sipverify.sip.leg.PeerRequest;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.sip.transfer.ReplacingInvite;
import org.sipverify.sip.transfer.Transfers;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * The bridged calls.
 *
 * <p>Shared state: the calls under way, and how many more there may be.
 */
final class Bridges implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private static final List<String> PASSED_ON = List.of(OptionTags.RELIABLE, OptionTags.REPLACES);

    private static final Status FAILED = new Status(500, "Server Internal Error");
    private static final Status CLOSING = new Status(503, "Service Unavailable");

    private static final Status TOO_LONG = new Status(200, "Maximum Call Duration");

    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

    /** Makes the way to a peer out of a wire. */
    @FunctionalInterface
    interface Flows {
        Flow of(Transport transport, Wire wire);
    }

    private final LegParts parts;
    private final TargetTable targets;
    private final Flows flows;
    private final HostCredentials credentials;
    private final Semaphore places;
    private final int most;
    private final Set<Joined> joined = ConcurrentHashMap.newKeySet();

    Bridges(
            LegParts parts,
            TargetTable targets,
            Flows flows,
            HostCredentials credentials,
            SipConfig.Capacity capacity) {
        this.targets = targets;
        this.credentials = credentials;
        this.flows = flows;
        this.parts = parts;
        this.most = capacity.maxBridgedCalls();
        this.places = new Semaphore(most);
    }

    /** A bridged call and where it happens. */
    private record Joined(String callId, Bridge bridge) {}

    /** Whether there is a place for one more, which is taken then. */
    boolean take() {
        return places.tryAcquire();
    }

    /** Joins the caller with the callee, in the lane of the call, in a place that was taken. */
    void join(Invite invite, PeerRequest request, Forwarding forwarding, CallWatcher watcher) {
        var replacing = new ReplacingInvite(request.headers(), parts.table());
        var plan = new CallPlan(
                new CallPlan.Calling(
                        invite.callId(),
                        CallerAddress.of(
                                invite,
                                forwarding.displayName(),
                                request.flow().wire().local()),
                        request.uri()),
                replacing.targets(forwarding.targets()),
                replacing.routing(),
                offered(request, MaxForwards.next(invite, forwarding.headers())),
                forwarding.trying(),
                credentials);
        var passing = forwarding.passing();
        var passed = PassedFields.with(passing.copied(), passing.removed());
        var watching = new Watching(watcher);
        var transfers = new Transfers(parts, plan, targets, forwarding.transferring());
        var bridge = Bridge.between(says -> transfers.caller(request, says), transfers::callee, watching);
        var call = new Joined(invite.callId(), bridge);
        watching.call = call;
        joined.add(call);
        try {
            bridge.call(replacing.added(passed.of(request.headers(), request.body())));
        } catch (RuntimeException bug) {
            LOG.error("a call could not be bridged", bug);
            bridge.end(FAILED);
        }
    }

    /** What the caller can do and this server passes on: reliable provisional responses, and being replaced. */
    private static Headers offered(PeerRequest invite, Headers set) {
        var known = new StringJoiner(", ");
        for (var tag : PASSED_ON) {
            if (OptionTags.knows(invite.headers(), tag)) {
                known.add(tag);
            }
        }
        return known.length() == 0 ? set : set.with("Supported", known.toString());
    }

    /** Why a call with that INVITE is not bridged, if it is not. */
    Optional<OwnResponse> refusal(Headers invite) {
        var bad = badExtension(invite, OptionTags.REPLACES);
        if (bad.isEmpty() && !ReplacingInvite.isValid(invite)) {
            return Optional.of(OwnResponse.refusal(400, "Bad Replaces", Headers.NONE));
        }
        return bad.isPresent() ? bad : OwnResponse.tooSmall(parts.sessions(), invite);
    }

    /** The answer to a request within a call that requires what a leg does not know. */
    Optional<OwnResponse> badExtension(PeerRequest request) {
        return badExtension(
                request.headers(), request.method().equals("REFER") ? OptionTags.NO_REFER_SUBSCRIPTION : "");
    }

    private Optional<OwnResponse> badExtension(Headers request, String known) {
        var unknown = new ArrayList<>(OptionTags.required(request));
        unknown.removeIf(
                tag -> tag.equalsIgnoreCase(OptionTags.RELIABLE) || tag.equalsIgnoreCase(known) || isTimer(tag));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(OwnResponse.refusal(
                        Extensions.BAD_EXTENSION, "Bad Extension", Extensions.unsupported(unknown)));
    }

    private boolean isTimer(String tag) {
        return parts.sessions().hasTimer() && tag.equalsIgnoreCase(OptionTags.TIMER);
    }

    /** Calls under way, those included whose legs only wait for a last answer. */
    int size() {
        return most - places.availablePermits();
    }

    TargetTable targets() {
        return targets;
    }

    LegTable table() {
        return parts.table();
    }

    /** The way to a peer, with the address that it is given. */
    Flow flow(Transport transport, Wire wire) {
        return flows.of(transport, wire);
    }

    /** Legs and their dialogs in the table of those that requests may belong to. */
    int dialogs() {
        return parts.table().size();
    }

    /**
     * Waits for the end of all calls.
     *
     * @param until as {@link System#nanoTime}
     * @return whether they have ended
     */
    boolean awaitEnd(long until) {
        try {
            boolean ended = places.tryAcquire(most, until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (ended) {
                places.release(most);
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends every call: both sides hear it, and have a moment to answer. */
    @Override
    public void close() {
        targets.close();
        for (var call : joined) {
            parts.timer().now(call.callId(), () -> call.bridge().end(CLOSING));
        }
        boolean answered = awaitEnd(System.nanoTime() + FAREWELL);
        LOG.debug("bridged calls {}", answered ? "have ended" : "were left without the answer to a BYE");
    }

    /** Gives the place back when a call is over. */
    private final class Watching extends ForwardingWatcher {
        private @Nullable Joined call;
        private @Nullable Timeout tooLong;

        Watching(CallWatcher next) {
            super(next);
        }

        @Override
        public void answered() {
            limit();
            super.answered();
        }

        private void limit() {
            var max = parts.sessions().maxCall();
            var whose = call;
            if (!max.isZero() && whose != null) {
                tooLong = parts.timer()
                        .after(max, whose.callId(), () -> whose.bridge().end(TOO_LONG));
            }
        }

        @Override
        public void over() {
            if (tooLong != null) {
                tooLong.cancel();
            }
            if (call != null) {
                joined.remove(call);
            }
            places.release();
            super.over();
        }
    }
}
