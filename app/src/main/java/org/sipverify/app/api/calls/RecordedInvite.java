package org.sipverify.app.api.calls;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipverify.sip.Invite;
import org.sipverify.sip.MalformedMessageException;
import org.sipverify.sip.stack.InviteReader;
import org.sipverify.sip.transport.Transport;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;
import org.sipverify.verifier.credentials.Passport;

/** An INVITE that is read again from the record of its call. What a TLS certificate proved is not recorded. */
record RecordedInvite(Invite invite) {
    /** Reads its octets. */
    static RecordedInvite read(byte[] message, InetSocketAddress source, Transport transport, Instant time)
            throws MalformedMessageException {
        var read = InviteReader.read(message, source);
        var arrival = new Invite.Arrival(source, transport, time, List.of());
        return new RecordedInvite(
                new Invite(read.callId(), read.cseq(), read.addressing(), read.headers(), arrival, read.message()));
    }

    /** The token that a verifier would be asked about; absent when there is none, or it cannot be read. */
    Optional<Passport> passport() {
        try {
            return Credentials.read(invite.headers()::all).map(Credentials::passport);
        } catch (MalformedCredentialsException e) {
            return Optional.empty();
        }
    }
}
