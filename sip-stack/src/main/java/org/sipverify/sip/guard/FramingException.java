package org.sipverify.sip.guard;

/** A stream in which it is not known where the next message begins: to be closed, perhaps after an answer. */
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

    /** As much of the message as there was. */
    public byte[] arrived() {
        return arrived;
    }

    /** How the message is to be answered before the connection is closed: {@link RejectedMessage} or {@link IgnoredMessage}. */
    public GuardResult refusal() {
        return RejectedMessage.of(arrived, arrived.length, error.status(), error);
    }
}
