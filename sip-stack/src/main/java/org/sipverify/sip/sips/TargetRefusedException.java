package org.sipverify.sip.sips;

/** A probe must not go there; the message says why, and what an operator who wants it can do. */
public final class TargetRefusedException extends Exception {
    private final String field;

    TargetRefusedException(String field, String why) {
        super(why, null, false, false);
        this.field = field;
    }

    /** What is at fault: host or port. */
    public String field() {
        return field;
    }

    /** Why. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
