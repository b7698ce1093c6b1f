package org.sipverify.sip;

import java.util.function.Supplier;

/**
 * An INVITE that was refused before it became a call: it is unsound, or there was no room for it.
 *
 * @param isNamed whether the operator named its source, in {@code sip.admission.allow}
 * @param status of the response; 0 when there was none
 * @param reason a fixed text of this program
 * @param claimed what it says of itself; read when it is asked for, because most such messages are a flood
 * @param message the message, or as much of it as arrived. The server's own array: do not write to it
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of each would cost more than it protects
public record RefusedInvite(
        Invite.Arrival arrival, boolean isNamed, int status, String reason, Supplier<Claimed> claimed, byte[] message) {

    /**
     * What an INVITE says of itself, as it stands in the message. It need not be valid in any way, but has no line ends.
     *
     * @param callId empty when there is none, likewise the others
     * @param from the value of the From header
     * @param to the value of the To header
     */
    public record Claimed(String callId, String from, String to) {}
}
