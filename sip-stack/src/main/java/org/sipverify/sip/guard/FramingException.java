package org.sipverify.sip.guard;

/** A stream in which it is not known where the next message begins: to be closed, perhaps after an answer. */
public final class FramingException extends Exception {
    private final Flaw flaw;
    private final transient byte[] arrived;

    FramingException(Flaw flaw, byte[] arrived) {
        super(flaw.text(), null, false, false);
        this.flaw = flaw;
        this.arrived = arrived;
    }

    public Flaw flaw() {
        return flaw;
    }

    /** As much of the message as there was. */
    public byte[] arrived() {
        return arrived;
    }

    /** How the message is to be answered before the connection is closed: {@link Refused} or {@link Dropped}. */
    public Guarded refusal() {
        return Refused.of(arrived, arrived.length, flaw.status(), flaw);
    }
}
