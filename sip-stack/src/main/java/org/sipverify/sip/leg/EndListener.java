package org.sipverify.sip.leg;

import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;

/** Of a BYE: whatever becomes of it, the dialog ends. */
record EndListener(Runnable atEnd) implements ResponseListener {
    @Override
    public void answered(Response response) {
        atEnd.run();
    }

    @Override
    public void failed(RequestFailure why) {
        atEnd.run();
    }
}
