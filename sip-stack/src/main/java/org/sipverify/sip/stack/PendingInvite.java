package org.sipverify.sip.stack;

/** An INVITE that has no final response yet. */
@FunctionalInterface
interface PendingInvite {
    /** Its peer has sent CANCEL, which is answered: RFC 3261 section 9.2. In the lane of the call. */
    void cancel();
}
