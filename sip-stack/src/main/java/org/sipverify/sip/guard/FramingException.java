package org.sipverify.sip.guard;

/** A stream in which the start of the next message is unknown; it must be closed, perhaps after a response. */
public final class FramingException extends Exception {
    private final MessageError error;
    private final transient byte[] arrived;

    FramingException(MessageError error, byte[] arrived) {
        super(error.text(), null, false, false);
        this.error = error;
        this.arrived = arrived;
    }

    public MessageError error() {
        return error;
    }

    /** The part of the message that has arrived. */
    public byte[] arrived() {
        return arrived;
    }

    /**
     * How to answer the message before the connection is closed: a {@link RejectedMessage} or an {@link
     * IgnoredMessage}.
     */
    public GuardResult refusal() {
        return RejectedMessage.of(arrived, arrived.length, error.status(), error);
    }
}
