package org.sipverify.sip.guard;

import java.util.function.Function;

/** Bytes that get no response: not SIP at all, a malformed response, or a malformed ACK. */
public record IgnoredMessage(MessageError error) implements GuardResult {
    @Override
    public <T> T match(
            Function<ValidMessage, T> valid,
            Function<RejectedMessage, T> rejected,
            Function<IgnoredMessage, T> ignored) {
        return ignored.apply(this);
    }
}
