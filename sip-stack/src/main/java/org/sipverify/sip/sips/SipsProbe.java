package org.sipverify.sip.sips;

import java.time.Duration;
import org.sipverify.sip.dns.NotLocatedException;
import org.sipverify.sip.tls.ExaminedPeer.Trust;

/**
 * Probes other servers: one connection over TLS, one request with its answers, and what makes it undone. Each method waits
 * until it is over, at most the time of its order and a few seconds to clean up.
 */
public final class SipsProbe {
    private final TargetGuard guard;
    private final Trust trust;

    /** One that goes where the guard lets it, to servers whom an authority vouches for. */
    public SipsProbe(TargetGuard guard, Trust trust) {
        this.guard = guard;
        this.trust = trust;
    }

    /**
     * Asks what the server can do.
     *
     * @throws TargetRefusedException when it must not be asked: then nothing was sent to it
     */
    public ProbeResult options(ProbeOrder order) throws TargetRefusedException, InterruptedException {
        return run(
                order,
                (talk, findings, deadline) -> Script.ask(
                        talk,
                        ProbeRequest.of("OPTIONS", order.to().toString(), "<" + order.to() + ">")
                                .with("Accept", "application/sdp"),
                        findings,
                        deadline));
    }

    /**
     * Registers, for a minute.
     *
     * @param keep whether the registration is left to expire; otherwise it is taken back at once
     * @param query whether nothing is registered, and only what is registered is asked for
     * @throws TargetRefusedException when the server must not be asked: then nothing was sent to it
     */
    public ProbeResult register(ProbeOrder order, boolean keep, boolean query)
            throws TargetRefusedException, InterruptedException {
        return run(order, new Registering(keep, query));
    }

    /**
     * Places a call and ends it.
     *
     * @param ring after which it is cancelled
     * @throws TargetRefusedException when the server must not be asked: then nothing was sent to it
     */
    public ProbeResult invite(ProbeOrder order, Duration ring) throws TargetRefusedException, InterruptedException {
        return run(order, new Inviting(ring));
    }

    /**
     * Subscribes to an event, and takes the subscription back after the first notification.
     *
     * @throws TargetRefusedException when the server must not be asked: then nothing was sent to it
     */
    public ProbeResult subscribe(ProbeOrder order, SipsEvent event)
            throws TargetRefusedException, InterruptedException {
        return run(order, new Subscribing(event));
    }

    private ProbeResult run(ProbeOrder order, Script script) throws TargetRefusedException, InterruptedException {
        var deadline = Deadline.in(order.timeout());
        var findings = new Findings();
        try {
            var places = guard.places(order.host(), order.port(), deadline);
            try (var connection = SipsConnection.open(places, order.host(), trust, deadline)) {
                run(new Talk(order, connection, findings.callId), connection, script, findings, deadline);
            }
        } catch (NotLocatedException e) {
            findings.failed(new ProbeFailedException(
                    ProbeError.DNS, e.getMessage() + ": look at the name, or give an IP address"));
        } catch (ProbeFailedException e) {
            findings.failed(e);
        }
        return findings.result();
    }

    private static void run(Talk talk, SipsConnection connection, Script script, Findings findings, Deadline deadline)
            throws ProbeFailedException, InterruptedException {
        try {
            connection.secure(deadline);
            script.run(talk, findings, deadline);
        } finally {
            findings.tls = connection.report();
            findings.proof = talk.proof();
        }
    }
}
