package org.sipverify.sip.stack;

import java.time.Instant;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.Invite;
import org.sipverify.sip.RefusedInvite;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.RejectedInvites;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** Tells the handler of INVITEs that it will not get. */
record Refusals(CallHandler handler, Admission admission) implements RejectedInvites.Listener {
    @Override
    public void rejected(Wire wire, Source source, byte[] message, int status, String reason) {
        handler.onRefused(new RefusedInvite(
                new Invite.Arrival(wire.remote(), transport(wire, source), Instant.now(), wire.tlsIdentities()),
                admission.isAllowed(source),
                status,
                reason,
                () -> claimed(message),
                message));
    }

    private static Transport transport(Wire wire, Source source) {
        if (source.forgeable()) {
            return Transport.UDP;
        }
        return wire.isTls() ? Transport.TLS : Transport.TCP;
    }

    private static RefusedInvite.Claimed claimed(byte[] message) {
        var said = MessageGuard.claims(message);
        return new RefusedInvite.Claimed(said.callId(), said.from(), said.to());
    }
}
