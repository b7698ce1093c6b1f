package org.sipverify.sip.stack;

import org.sipverify.bridge.Bridge;
import org.sipverify.bridge.Status;

/** Passes on what happens to a bridged call. */
abstract class ForwardingWatcher implements Bridge.Watcher {
    private final Bridge.Watcher next;

    ForwardingWatcher(Bridge.Watcher next) {
        this.next = next;
    }

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
    public void transferred(Bridge.Party by) {
        next.transferred(by);
    }

    @Override
    public void ended(Bridge.End end) {
        next.ended(end);
    }

    @Override
    public void over() {
        next.over();
    }
}
