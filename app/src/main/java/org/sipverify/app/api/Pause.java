package org.sipverify.app.api;

/** Whether the server takes new calls; those in hand go on in either case. */
public interface Pause {
    /** Refuses new calls from now on, or takes them again. */
    void refuse(boolean refuse);

    /** Whether new calls are refused, for this reason or because the server ends. */
    boolean isOn();

    /** Calls that are not over. */
    int callsInHand();
}
