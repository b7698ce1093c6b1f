package org.sipverify.sip.stack;

import org.sipverify.bridge.CallWatcher;

/** Passes on what happens to a bridged call, and acts when it is over. */
final class EndingWatcher extends ForwardingWatcher {
    private final Runnable atEnd;

    EndingWatcher(CallWatcher next, Runnable atEnd) {
        super(next);
        this.atEnd = atEnd;
    }

    @Override
    public void over() {
        try {
            super.over();
        } finally {
            atEnd.run();
        }
    }
}
