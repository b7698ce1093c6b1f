package org.sipverify.bridge;

/**
 * How an attempt stands or what became of it.
 *
 * @param code as the responses of SIP count (RFC 3261 section 21), which is the common vocabulary of telephony
 * @param text for people
 */
public record Status(int code, String text) {
    /** Nothing went wrong. */
    public static final Status OK = new Status(200, "OK");

    /** The call that is asked about is over. */
    public static final Status GONE = new Status(481, "Call/Transaction Does Not Exist");

    /** Something else has to end first. */
    public static final Status PENDING = new Status(491, "Request Pending");

    /** It was given up before it came to anything. */
    public static final Status TERMINATED = new Status(487, "Request Terminated");

    public boolean isSuccess() {
        return code >= 200 && code < 300;
    }
}
