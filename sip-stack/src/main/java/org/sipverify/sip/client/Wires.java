package org.sipverify.sip.client;

import java.io.IOException;
import org.sipverify.sip.dns.Hop;

/** Opens the way to a hop, or shares one that is open. */
@FunctionalInterface
public interface Wires {
    /** Returns at once. */
    void open(Hop hop, Opening then);

    /** What to do when the way is open, or cannot be opened. Called once, on any thread: must not block. */
    interface Opening {
        void opened(Flow flow);

        void failed(IOException why);
    }
}
