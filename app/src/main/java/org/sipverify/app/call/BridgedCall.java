package org.sipverify.app.call;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sipverify.bridge.CallEnd;

/**
 * How a bridged call went.
 *
 * @param rangAfter the post-dial delay (RFC 6076 section 4.3.1): from the INVITE to the first sign of the callee; null
 *     when there was none
 * @param talked from the answer to the end; zero when it was not answered
 * @param transfers how often this server has connected one side with somebody else
 */
public record BridgedCall(CallEnd end, @Nullable Duration rangAfter, Duration talked, int transfers) {
    /** Who ended it: caller, callee or server. */
    public String by() {
        return end.by().name().toLowerCase(Locale.ROOT);
    }

    /** The SIP status that says why; 200 when somebody hung up. */
    public int cause() {
        return end.why().code();
    }
}
