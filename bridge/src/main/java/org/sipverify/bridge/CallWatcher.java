package org.sipverify.bridge;

/** What happens to a bridged call, for those who record it. */
public interface CallWatcher {
    /** One way to the callee is tried, as in {@link LegEvent.Dialled}. */
    void dialled(String id, String target);

    /** The callee rings, or otherwise has not answered yet. */
    void progress(Status status);

    /** The callee has answered. */
    void answered();

    /** The answer has arrived at the caller, who has confirmed it. */
    void confirmed();

    /** A side has had its place taken by another leg, as it asked. */
    void transferred(Party by);

    /** The call has ended, though its legs may still have to say so. */
    void ended(CallEnd end);

    /** All legs are gone: nothing of the call is left. */
    void over();
}
