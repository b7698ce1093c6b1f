package org.sipverify.sip.client;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers;
import org.sipverify.sip.client.RequestFailure.Kind;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.digest.Authenticator;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.dns.HopSearch;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.dns.NotLocatedException;
import org.sipverify.sip.transport.Transport;

/**
 * One request, tried with one hop after the other until one answers (RFC 3263 section 4.3), and again with the same hop
 * when it asks for credentials. All of it happens in the lane of the call.
 */
final class HopFailover implements SentRequest, ClientTransaction.User {
    private static final int UNAVAILABLE = 503;

    private OutboundRequest request;
    private final Manner manner;
    private final Authenticator authenticator;
    private final ResponseListener listener;
    private final SenderParts parts;
    private final Deque<Hop> hops = new ArrayDeque<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final long deadline;
    private int cseq;
    private volatile Headers credentials = Headers.NONE;
    private @Nullable Hop hop;
    private @Nullable HopOpening current;
    private @Nullable Flow flow;
    private @Nullable InviteClientTransaction invite;
    private @Nullable Timeout limit;
    private @Nullable Headers cancelled;
    private boolean isRinging;
    private boolean mayBeFragmented;
    private boolean over;

    HopFailover(OutboundRequest request, Manner manner, ResponseListener listener, SenderParts parts) {
        this.request = request;
        this.manner = manner;
        this.authenticator = new Authenticator(manner.credentials());
        this.listener = listener;
        this.parts = parts;
        this.cseq = request.ids().cseq();
        this.deadline = System.nanoTime() + manner.limit().toNanos();
    }

    /** @param known a way to the peer that is open, to be tried first */
    void start(Optional<Flow> known) {
        limit = parts.timer().after(left(), callId(), this::tooLate);
        if (known.isPresent()) {
            transmit(known.get());
        } else {
            search();
        }
    }

    private void search() {
        var octets = RequestSize.longest(request);
        mayBeFragmented = octets > Locator.LARGEST_DATAGRAM; // UDP is then among the hops as the last resort
        parts.search().locate(request.target(), octets, new HopSearch.Finding() {
            @Override
            public void found(List<Hop> found) {
                inLane(() -> {
                    hops.addAll(found);
                    next();
                });
            }

            @Override
            public void failed(NotLocatedException why) {
                inLane(() -> end(Kind.NOT_LOCATED, String.valueOf(why.getMessage())));
            }
        });
    }

    private void next() {
        if (over) {
            return;
        }
        var following = hops.poll();
        if (cancelled != null) {
            end(Kind.CANCELLED, "cancelled before it was sent");
        } else if (following == null) {
            end(Kind.UNREACHABLE, "no server could be reached");
        } else {
            open(following);
        }
    }

    private void open(Hop to) {
        hop = to;
        var opening = new HopOpening(to, this, share());
        current = opening;
        opening.start(parts, callId());
    }

    /** A way to the hop is open, unless it has been given up meanwhile. */
    void opened(HopOpening opening, Flow on) {
        if (current == opening) {
            current = null;
            transmit(on);
        }
    }

    void notOpened(HopOpening opening, Kind kind, String why) {
        if (current == opening) {
            failed(kind, why);
        }
    }

    private void transmit(Flow on) {
        if (over || cancelled != null) {
            end(Kind.CANCELLED, "cancelled before it was sent");
            return;
        }
        credentials = authenticator.fields(
                request.method(), request.uri(), request.content().body());
        var message = new SentMessage(request, on, parts.branches().next(), cseq, credentials);
        boolean isLarge = message.bytes().length > Locator.LARGEST_DATAGRAM;
        if (on.transport() == Transport.UDP && isLarge && !mayBeFragmented) {
            tooLarge(on);
            return;
        }
        flow = on;
        if (request.method().equals("INVITE")) {
            invite = new InviteClientTransaction(parts.transactions(), message, this);
            invite.start(share());
        } else {
            new NonInviteClientTransaction(parts.transactions(), message, this).start(share());
        }
    }

    /** The same address by TCP, or by UDP all the same, unless the target names UDP: credentials make a request longer. */
    private void tooLarge(Flow on) {
        if (request.target().transport() == Transport.UDP) {
            end(Kind.UNREACHABLE, "the request is too large for UDP");
        } else if (hop == null) {
            search();
        } else {
            mayBeFragmented = true;
            hops.addFirst(hop);
            open(new Hop(Transport.TCP, on.wire().remote(), hop.domain()));
        }
    }

    @Override
    public void response(Response response) {
        if (response.isProvisional()) {
            isRinging |= response.status() > 100;
            tell(() -> listener.provisional(response));
        } else if (response.isSuccess()) {
            remember(true);
            settle();
            listener.answered(response);
        } else if (response.status() == UNAVAILABLE && !hops.isEmpty() && cancelled == null) {
            isRinging = false;
            failed(Kind.UNREACHABLE, "503 " + response.reason());
        } else if (isChallenge(response)) {
            cseq++;
            var again = flow;
            if (again != null) {
                transmit(again);
            }
        } else {
            remember(response.status() != UNAVAILABLE);
            tell(() -> {
                settle();
                listener.answered(response);
            });
        }
    }

    /** A hop that was given up has answered after all: if no other one has by now, none is needed. */
    @Override
    public void answeredLate(Response response) {
        if (!over) {
            settle();
            stop(Headers.NONE);
        }
        listener.answered(response);
    }

    private boolean isChallenge(Response response) {
        return !over
                && cancelled == null
                && (response.status() == 401 || response.status() == 407)
                && authenticator.challenged(response.headers());
    }

    /** A callee that rings already would ring twice if another hop were tried. */
    @Override
    public void failed(Kind kind, String why) {
        if (kind != Kind.OVERLOADED) {
            remember(false);
        }
        failures.add((hop == null ? "the connection of the dialog" : hop.toString()) + ": " + why);
        current = null;
        if (over) {
            return;
        }
        if (kind == Kind.OVERLOADED || isRinging || cancelled != null) {
            end(kind, why);
        } else if (hop == null) {
            search();
        } else if (hops.isEmpty()) {
            end(kind, why);
        } else {
            next();
        }
    }

    private void remember(boolean works) {
        if (hop != null && works) {
            parts.search().answered(hop);
        } else if (hop != null) {
            parts.search().failed(hop);
        }
    }

    @Override
    public void cancel(Headers reason) {
        inLane(() -> stop(reason));
    }

    private void stop(Headers reason) {
        cancelled = reason;
        if (invite != null) {
            invite.cancel(reason);
        }
    }

    /** An INVITE that is under way is cancelled; its final response is then the concern of its transaction alone. */
    private void tooLate() {
        if (!over) {
            stop(Headers.NONE);
            if (hop != null) {
                failures.add(hop + ": no final response in time");
            }
            end(Kind.TIMEOUT, "no final response in time");
        }
    }

    private void end(Kind kind, String why) {
        tell(() -> {
            settle();
            listener.failed(new RequestFailure(kind, why, failures));
        });
    }

    private void tell(Runnable event) {
        if (!over) {
            event.run();
        }
    }

    /** Nothing is sent any more: for half a minute late answers are awaited, and they need no body. */
    private void settle() {
        over = true;
        request = request.withoutContent();
        if (limit != null) {
            limit.cancel();
        }
    }

    /** The part of the time that is left for each hop. */
    private Duration share() {
        return manner.share(left(), hops.size());
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private void inLane(Runnable task) {
        parts.timer().now(callId(), task);
    }

    private String callId() {
        return request.ids().callId();
    }

    @Override
    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public Headers credentials() {
        return credentials;
    }
}
