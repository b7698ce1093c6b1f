package org.sipverify.sip.stack;

import org.sipverify.sip.Headers;

/** An INVITE that has no final response yet. */
@FunctionalInterface
interface PendingInvite {
    /**
     * Its peer has sent CANCEL, which is answered: RFC 3261 section 9.2. In the lane of the call.
     *
     * @param cancel its fields, by their long names
     */
    void cancel(Headers cancel);
}
