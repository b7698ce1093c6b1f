package org.sipverify.sip.targets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many calls each host and port has, and the limit. There is an entry only while there is a call. Thread-safe.
 */
final class CallCounts {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final int most;

    /** @param most calls that one may have; 0 for any number */
    CallCounts(int most) {
        this.most = most;
    }

    /** Counts one more, if there may be one more. */
    boolean take(String hostPort) {
        while (true) {
            var now = calls.get(hostPort);
            if (now == null) {
                if (calls.putIfAbsent(hostPort, 1) == null) {
                    return true;
                }
            } else if (most > 0 && now >= most) {
                return false;
            } else if (calls.replace(hostPort, now, now + 1)) {
                return true;
            }
        }
    }

    /** There is one less. */
    void release(String hostPort) {
        calls.computeIfPresent(hostPort, (same, now) -> now == 1 ? null : now - 1);
    }

    int of(String hostPort) {
        return calls.getOrDefault(hostPort, 0);
    }

    /** Hosts and ports that have calls. */
    int size() {
        return calls.size();
    }
}
