package org.sipverify.sip.stack;

import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.CallEnd;
import org.sipverify.bridge.CallWatcher;
import org.sipverify.bridge.Party;
import org.sipverify.bridge.Status;
import org.sipverify.sip.CompactNames;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;
import org.sipverify.sip.leg.OwnResponse;
import org.sipverify.sip.leg.PeerRequest;
import org.sipverify.sip.targets.TargetTable;

/** Begins bridged calls, or says to the caller why a call cannot be bridged. In the lane of the call. */
final class Bridging implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private static final Status FAILED = new Status(500, "Server Internal Error");

    private final int retryAfter;
    private volatile @Nullable Bridges bridges;

    Bridging(int retryAfter) {
        this.retryAfter = retryAfter;
    }

    /** From now on calls can be bridged. */
    void by(Bridges those) {
        bridges = those;
    }

    boolean isReady() {
        return bridges != null;
    }

    /** The targets of the calls, once they can be bridged. */
    TargetTable targets() {
        return Objects.requireNonNull(bridges).targets();
    }

    /** The server drains: no target is probed any more. */
    void stopProbes() {
        var all = bridges;
        if (all != null) {
            all.targets().close();
        }
    }

    /** Bridged calls under way. */
    int size() {
        var all = bridges;
        return all == null ? 0 : all.size();
    }

    /** What is kept of them in the table of dialogs. */
    int dialogs() {
        var all = bridges;
        return all == null ? 0 : all.dialogs();
    }

    /** As {@link Bridges#awaitEnd}. */
    boolean awaitEnd(long until) {
        var all = bridges;
        return all == null || all.awaitEnd(until);
    }

    /** As {@link Bridges#close}. */
    @Override
    public void close() {
        var all = bridges;
        if (all != null) {
            all.close();
        }
    }

    void begin(Invite invite, InviteAnswers answers, Forwarding forwarding, CallWatcher watcher) {
        var headers = CompactNames.expanded(invite.headers());
        var all = bridges;
        var way = answers.replies();
        if (way == null) {
            refuse(answers, watcher, new Status(487, "Request Terminated"), Headers.NONE); // its connection is closed
        } else if (all == null) {
            LOG.error("a call cannot be bridged: the server was not prepared for it");
            refuse(answers, watcher, FAILED, Headers.NONE);
        } else if (all.refusal(headers).isPresent()) {
            var why = all.refusal(headers).get();
            refuse(answers, watcher, why.status(), why.headers());
        } else if (headers.first("Contact").isEmpty()) {
            refuse(answers, watcher, new Status(400, "Missing Contact"), Headers.NONE);
        } else if (!all.take()) {
            var later = Headers.NONE.with("Retry-After", Integer.toString(retryAfter));
            refuse(answers, watcher, new Status(503, "Service Unavailable"), later);
        } else {
            answers.trying();
            var body = invite.headers().index().orElseThrow().bodyOctets();
            var flow = all.flow(invite.transport(), way);
            var request = new PeerRequest("INVITE", invite.requestUri(), headers, body, flow, answers);
            all.join(invite, request, forwarding, watcher);
        }
    }

    private static void refuse(InviteAnswers answers, CallWatcher watcher, Status why, Headers headers) {
        answers.respond(OwnResponse.refusal(why.code(), why.text(), headers));
        watcher.ended(new CallEnd(Party.SERVER, false, why));
        watcher.over();
    }
}
