package org.sipverify.sip.targets;

/** A call to a target, which counts among its calls until it is released. Belongs to the lane of the call. */
public final class TargetCall {
    private final String uri;
    private final Runnable release;
    private boolean isReleased;

    TargetCall(String uri, Runnable release) {
        this.uri = uri;
        this.release = release;
    }

    /** Where it goes. */
    public String uri() {
        return uri;
    }

    /** Nothing is left of the call; once is enough. */
    public void release() {
        if (!isReleased) {
            isReleased = true;
            release.run();
        }
    }
}
