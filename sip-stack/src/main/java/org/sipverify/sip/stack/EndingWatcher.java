package org.sipverify.sip.stack;

import org.sipverify.bridge.Bridge;
import org.sipverify.bridge.Status;

/** Passes on what happens to a bridged call, and acts when it is over. */
record EndingWatcher(Bridge.Watcher next, Runnable atEnd) implements Bridge.Watcher {
    @Override
    public void dialled(String id, String target) {
        next.dialled(id, target);
    }

    @Override
    public void progress(Status status) {
        next.progress(status);
    }

    @Override
    public void answered() {
        next.answered();
    }

    @Override
    public void confirmed() {
        next.confirmed();
    }

    @Override
    public void ended(Bridge.End end) {
        next.ended(end);
    }

    @Override
    public void over() {
        try {
            next.over();
        } finally {
            atEnd.run();
        }
    }
}
