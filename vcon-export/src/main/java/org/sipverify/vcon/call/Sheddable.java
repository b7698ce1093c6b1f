package org.sipverify.vcon.call;

/** What of a call is given up under pressure, the first first. */
public enum Sheddable {
    /** The message trace of the vCon; every message is still there. */
    TRACE,
    /** Every message but the INVITE and the final answer. */
    MESSAGES
}
