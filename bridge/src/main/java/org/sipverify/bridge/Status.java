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

    public boolean isSuccess() {
        return code >= 200 && code < 300;
    }
}
