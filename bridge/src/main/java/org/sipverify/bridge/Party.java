package org.sipverify.bridge;

/** Who does something in a bridged call. */
public enum Party {
    CALLER,
    CALLEE,
    /** The server itself, which is in between. */
    SERVER
}
