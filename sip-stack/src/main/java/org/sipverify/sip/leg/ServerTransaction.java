package org.sipverify.sip.leg;

import java.util.function.Consumer;
import org.sipverify.sip.Headers;

/** The server side of a request (RFC 3261 section 17.2), in the lane of its call. */
public interface ServerTransaction {
    /**
     * Answers: provisionally any number of times, then finally. A 2xx to an INVITE may be given again, until its ACK
     * comes; whatever else follows a final response is not sent.
     */
    void respond(OwnResponse response);

    /** The ACK of a 2xx to this INVITE has come: it is not given again. */
    void acknowledged();

    /**
     * Runs the action, with the fields of the CANCEL, if the peer sends one before the final response; the INVITE has been
     * answered 487 then.
     */
    void onCancel(Consumer<Headers> action);
}
