package org.sipverify.sip;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls whose final answer has left and whose ACK has not come. To match the two by Call-ID and branch (RFC 3261
 * section 17.2.3) an ACK need not be parsed, which was a tenth of what a call costs.
 */
final class AwaitedAcks {
    private final Map<Key, Runnable> calls = new ConcurrentHashMap<>();

    private record Key(String callId, String branch) {}

    /** @param end what ends the call once its ACK is there */
    void await(String callId, String branch, Runnable end) {
        calls.put(new Key(callId, branch), end);
    }

    /** No ACK came in time: the call has ended without. */
    void forget(String callId, String branch) {
        calls.remove(new Key(callId, branch));
    }

    /** An ACK is there, in the lane of its call. False if no call waits for it. */
    boolean came(String callId, String branch) {
        var end = calls.remove(new Key(callId, branch));
        if (end == null) {
            return false;
        }
        end.run();
        return true;
    }
}
