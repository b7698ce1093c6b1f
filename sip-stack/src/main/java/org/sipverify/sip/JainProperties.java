package org.sipverify.sip;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** How JAIN-SIP is set up: every property and its reason. */
final class JainProperties {
    /** SipFactory caches stacks by name, so each needs one of its own. */
    private static final AtomicInteger STACKS = new AtomicInteger();

    static Properties all() {
        var all = new Properties();
        all.setProperty("javax.sip.STACK_NAME", "sip-verify-" + STACKS.incrementAndGet());
        // A redirect has no dialog; automatic ones bring automatic 482, 491 and 500 answers as well.
        all.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        gov(all, "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        // Otherwise every event passes one thread with an unbounded queue.
        gov(all, "REENTRANT_LISTENER", "true");
        // Seconds a later message of a busy transaction may wait. The listener never blocks; this is the belt.
        gov(all, "MAX_LISTENER_RESPONSE_TIME", "2");
        // Only for messages that the stack sends to itself: ours come in their call's lane.
        gov(all, "THREAD_POOL_SIZE", "2");
        gov(all, "TIMER_CLASS_NAME", JainTimer.class.getName());
        // Seconds; a guard against transactions that never end. Above Timer C and Timer F of RFC 3261.
        gov(all, "MAX_TX_LIFETIME_INVITE", "190");
        gov(all, "MAX_TX_LIFETIME_NON_INVITE", "40");
        // Seconds a finished transaction is kept; what comes late for it is known by its branch (FinishedCalls).
        gov(all, "LINGER_TIMER", "0");
        // The others write both messages anew to keep their bytes for a transaction that is gone in a second.
        gov(all, "RELEASE_REFERENCES_STRATEGY", "None");
        // The ACK tells that the caller has the answer: from then on the same INVITE is a retry, not a merged request.
        gov(all, "PASS_INVITE_NON_2XX_ACK_TO_LISTENER", "true");
        // Without these two the stack looks for log4j 1.2 and does not start.
        gov(all, "STACK_LOGGER", JainStackLogger.class.getName());
        gov(all, "SERVER_LOGGER", JainServerLogger.class.getName());
        return all;
    }

    private static void gov(Properties all, String name, String value) {
        all.setProperty("gov.nist.javax.sip." + name, value);
    }

    private JainProperties() {}
}
