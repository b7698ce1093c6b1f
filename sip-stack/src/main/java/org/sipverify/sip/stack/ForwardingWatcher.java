package org.sipverify.sip.stack;

import org.sipverify.bridge.CallEnd;
import org.sipverify.bridge.CallWatcher;
import org.sipverify.bridge.Party;
import org.sipverify.bridge.Status;

/** Passes on what happens to a bridged call. */
abstract class ForwardingWatcher implements CallWatcher {
    private final CallWatcher next;

    ForwardingWatcher(CallWatcher next) {
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
    public void transferred(Party by) {
        next.transferred(by);
    }

    @Override
    public void ended(CallEnd end) {
        next.ended(end);
    }

    @Override
    public void over() {
        next.over();
    }
}
